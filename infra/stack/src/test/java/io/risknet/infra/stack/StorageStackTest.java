package io.risknet.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class StorageStackTest {
  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Template.fromStack(new StorageStack(Synthesize.app(), "storage"));
  }

  @Test
  void theBucketIsPrivate() {
    hasBucket(
        Map.of(
            "PublicAccessBlockConfiguration",
            Map.of(
                "BlockPublicAcls", true,
                "BlockPublicPolicy", true,
                "IgnorePublicAcls", true,
                "RestrictPublicBuckets", true),
            "OwnershipControls",
            Map.of("Rules", List.of(Map.of("ObjectOwnership", "BucketOwnerEnforced")))));
  }

  @Test
  void theBucketIsEncrypted() {
    hasBucket(
        Map.of(
            "BucketEncryption",
            Map.of(
                "ServerSideEncryptionConfiguration",
                List.of(
                    Map.of("ServerSideEncryptionByDefault", Map.of("SSEAlgorithm", "AES256"))))));
  }

  @Test
  void theBucketRefusesWhatIsNotEncryptedOnTheWay() {
    hasPolicyStatement(Map.of("Bool", Map.of("aws:SecureTransport", "false")));
  }

  @Test
  void theBucketRefusesOldTls() {
    hasPolicyStatement(Map.of("NumericLessThan", Map.of("s3:TlsVersion", 1.2)));
  }

  @Test
  void theBucketKeepsOldVersions() {
    hasBucket(Map.of("VersioningConfiguration", Map.of("Status", "Enabled")));
  }

  @Test
  void whatIsTemporaryEnds() {
    hasRule(Map.of("Prefix", "temp/", "ExpirationInDays", 7, "Status", "Enabled"));
  }

  @Test
  void oldVersionsEnd() {
    hasRule(
        Map.of(
            "Prefix", Match.absent(),
            "NoncurrentVersionExpiration", Map.of("NoncurrentDays", 30),
            "Status", "Enabled"));
  }

  @Test
  void brokenUploadsEnd() {
    hasRule(
        Map.of(
            "AbortIncompleteMultipartUpload",
            Map.of("DaysAfterInitiation", 2),
            "Status",
            "Enabled"));
  }

  @Test
  void theBucketAndTheLogsOutliveTheStack() {
    for (var type : List.of("AWS::S3::Bucket", "AWS::Logs::LogGroup")) {
      template.hasResource(
          type, Map.of("DeletionPolicy", "Retain", "UpdateReplacePolicy", "Retain"));
    }
  }

  @Test
  void logsEndAfterAMonth() {
    template.hasResourceProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 30));
  }

  @Test
  void theBucketIsTagged() {
    hasBucket(
        Map.of("Tags", Match.arrayWith(List.of(Map.of("Key", "project", "Value", "risknet")))));
  }

  @Test
  void theClusterLearnsItsNames() {
    assertThat(template.findOutputs("*")).containsOnlyKeys("BucketName", "LogGroupName");
  }

  private static void hasBucket(Map<String, ?> properties) {
    template.hasResourceProperties("AWS::S3::Bucket", properties);
  }

  private static void hasRule(Map<String, ?> rule) {
    hasBucket(
        Map.of(
            "LifecycleConfiguration",
            Map.of("Rules", Match.arrayWith(List.of(Match.objectLike(rule))))));
  }

  private static void hasPolicyStatement(Map<String, ?> condition) {
    template.hasResourceProperties(
        "AWS::S3::BucketPolicy",
        Map.of(
            "PolicyDocument",
            Map.of(
                "Statement",
                Match.arrayWith(
                    List.of(
                        Match.objectLike(
                            Map.of(
                                "Effect",
                                "Deny",
                                "Action",
                                "s3:*",
                                "Principal",
                                Map.of("AWS", "*"),
                                "Condition",
                                condition)))))));
  }
}

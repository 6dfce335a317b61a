package io.risknet.infra.stack;

import io.risknet.infra.aws.Templates;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** What outlives a cluster: the bucket of its data, models and jar, and its logs. */
final class StorageStack extends Stack {

  StorageStack(Construct scope, String id) {
    super(scope, id, Synthesize.props("RiskNet: the bucket and the logs, which outlive clusters"));
    var bucket =
        Bucket.Builder.create(this, "Bucket")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .encryption(BucketEncryption.S3_MANAGED)
            .enforceSsl(true)
            .minimumTlsVersion(1.2)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .versioned(true)
            .lifecycleRules(lifecycle())
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    var logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Marks.tag(this);
    output(Templates.BUCKET, bucket.getBucketName(), "Data, models, ledgers and the jar");
    output(Templates.LOG_GROUP, logs.getLogGroupName(), "What the nodes log, for a month");
  }

  /**
   * What nobody reads any more: spooled batches, overwritten and deleted objects, broken uploads.
   */
  private static List<LifecycleRule> lifecycle() {
    return List.of(
        LifecycleRule.builder()
            .id("temp")
            .prefix("temp/")
            .expiration(Duration.days(7))
            .noncurrentVersionExpiration(Duration.days(1))
            .build(),
        LifecycleRule.builder()
            .id("old-versions")
            .noncurrentVersionExpiration(Duration.days(30))
            .expiredObjectDeleteMarker(true)
            .build(),
        LifecycleRule.builder()
            .id("broken-uploads")
            .abortIncompleteMultipartUploadAfter(Duration.days(2))
            .build());
  }

  private void output(String name, String value, String description) {
    CfnOutput.Builder.create(this, name).value(value).description(description).build();
  }
}

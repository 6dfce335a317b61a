package io.risknet.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The repository works wherever it is put: no file of it names a place on somebody's machine. */
class SelfContainedTest {
  private static final Path ROOT = Path.of("..");

  /** What a build, a demo or an editor leaves behind. */
  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".idea", ".vscode", "risknet-demo", ".jqwik-database");

  /** A directory beside the repository, or a home directory other than that of EC2's own user. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "\\.\\./shared\\b|(?<![\\w.-])/(home|Users)/(?!ec2-user\\b)\\w|[A-Z]:\\\\Users\\\\");

  @Test
  void noFileNamesAPlaceOutsideTheRepository() throws IOException {
    var files = files();
    assertThat(files).contains(ROOT.resolve("pom.xml"), ROOT.resolve("transforms/pom.xml"));

    var complaints = new ArrayList<String>();
    for (var file : files) {
      complaints.addAll(complaints(file));
    }

    assertThat(complaints).isEmpty();
  }

  @Test
  void theScanFindsWhatItLooksFor() {
    assertThat("see .." + "/shared/plan.md").containsPattern(ELSEWHERE);
    assertThat("file:///ho" + "me/ann/loans.csv").containsPattern(ELSEWHERE);
    assertThat("/Us" + "ers/ann").containsPattern(ELSEWHERE);
    assertThat("/home/ec2-user/risknet.jar").doesNotContainPattern(ELSEWHERE);
    assertThat("https://example.org/home/page").doesNotContainPattern(ELSEWHERE);
  }

  private static List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isOurs(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isOurs(file) && attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isOurs(Path path) {
    return !NOT_OURS.contains(path.getFileName().toString());
  }

  private static List<String> complaints(Path file) throws IOException {
    var text = new String(Files.readAllBytes(file), UTF_8);
    // A zero byte is in no text: this is a picture, a model or the like.
    if (text.indexOf('\0') >= 0) {
      return List.of();
    }
    return ELSEWHERE.matcher(text).results().map(found -> file + ": " + found.group()).toList();
  }
}

package io.risknet.transforms;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is a part of a test that passes. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/risknet/transforms/LibraryExampleTest.java");
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theReadmeShowsTheExampleWordForWord() throws IOException {
    var blocks =
        JAVA_BLOCK
            .matcher(Files.readString(README))
            .results()
            .map(block -> block.group(1).strip())
            .toList();

    assertThat(blocks)
        .as("the java blocks of README.md; paste the region of LibraryExampleTest")
        .anySatisfy(block -> assertThat(block).contains(region()));
  }

  @Test
  void theExampleFitsOnAScreen() throws IOException {
    assertThat(region().lines()).hasSizeLessThanOrEqualTo(35);
  }

  private static String region() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    int start = lines.indexOf("    // tag::example[]");
    int end = lines.indexOf("    // end::example[]");
    return lines.subList(start + 1, end).stream().collect(joining("\n")).stripIndent().strip();
  }
}

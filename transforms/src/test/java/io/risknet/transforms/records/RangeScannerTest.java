package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeScannerTest {
  private static final DelimitedFormat PIPE =
      DelimitedFormat.of('|').withColumns(List.of("a", "b", "c")).withMinColumns(2);
  private static final DelimitedFormat QUOTED =
      DelimitedFormat.of(',').withQuotes(true).withColumns(List.of("a", "b"));

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file.txt"), content, UTF_8);
  }

  @Test
  void cutsLinesAtDelimiters() throws IOException {
    var scan = Scan.of(PIPE, file("1|x|\n|2|y|more\n3|z\n"));

    assertThat(scan.rows())
        .containsExactly(List.of("1", "x", ""), List.of("", "2", "y"), List.of("3", "z", ""));
    assertThat(scan.rejects()).isEmpty();
    assertThat(scan.ranges())
        .containsExactly(new RangeStats(folder.resolve("file.txt").toString(), 0, 19, 3, 3, 0));
  }

  @Test
  void countsTheFieldsBehindThoseThatAreWanted() throws IOException {
    var names = IntStream.range(0, 40).mapToObj(i -> "c" + i).toList();
    var format = DelimitedFormat.of('|').withColumns(names).withMinColumns(27);
    var lines =
        IntStream.rangeClosed(1, 40)
            .mapToObj(fields -> String.join("|", names.subList(0, fields)))
            .toList();

    var scan =
        Scan.of(format, List.of("c2", "c0"), file(String.join("\r\n", lines)), Long.MAX_VALUE);

    assertThat(scan.rows()).hasSize(14).containsOnly(List.of("c2", "c0"));
    assertThat(scan.complaints())
        .containsExactly(
            IntStream.rangeClosed(1, 26)
                .mapToObj(
                    fields ->
                        "%1$d: the line has %1$d columns, needs at least 27".formatted(fields))
                .toArray(String[]::new));
  }

  @Test
  void findsEveryFieldOfAWideLine() throws IOException {
    var names = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList();
    var line = String.join("|", names);

    var scan = Scan.of(DelimitedFormat.of('|').withColumns(names), file(line + "\n" + line));

    assertThat(scan.rows()).containsExactly(names, names);
  }

  @Test
  void takesEveryRangeSizeForTheSameFile() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    bytes.write("1|ä\r\n\n2|b|c|d\r\nshort\n".getBytes(UTF_8));
    bytes.write("3|bad \u00e4\n".getBytes(ISO_8859_1));
    bytes.write(("4|" + "long".repeat(20) + "\n5|e\n \r\n6|f").getBytes(UTF_8));
    var path = Files.write(folder.resolve("nasty.txt"), bytes.toByteArray());
    var format = PIPE.withMaxLineBytes(40);

    for (int rangeBytes = 1; rangeBytes <= bytes.size() + 1; rangeBytes++) {
      var scan = Scan.of(format, format.columnNames(), path, rangeBytes);

      assertThat(scan.rows())
          .containsExactly(
              List.of("1", "ä", ""),
              List.of("2", "b", "c"),
              List.of("5", "e", ""),
              List.of("6", "f", ""));
      assertThat(scan.complaints())
          .containsExactly(
              "2: the line is blank",
              "4: the line has 1 columns, needs at least 2",
              "5: the line is not UTF-8 text",
              "6: the line is longer than 40 bytes",
              "8: the line is blank");
      assertThat(scan.outcome().lines()).isEqualTo(9);
      assertThat(scan.outcome().bytes()).isEqualTo(bytes.size());
    }
  }

  @Property(tries = 300)
  void rangesDoNotMatter(
      @ForAll("contents") String content, @ForAll @IntRange(min = 1, max = 12) int rangeBytes)
      throws IOException {
    var path = Files.writeString(Files.createTempFile("ranges", ".txt"), content, UTF_8);
    try {
      var format = PIPE.withMaxLineBytes(9);

      var one = Scan.of(format, format.columnNames(), path, Long.MAX_VALUE);
      var many = Scan.of(format, format.columnNames(), path, rangeBytes);

      assertThat(many.outcome()).isEqualTo(one.outcome());
      assertThat(one.outcome().lines()).isEqualTo(content.lines().count());
    } finally {
      Files.delete(path);
    }
  }

  @Provide
  Arbitrary<String> contents() {
    // No lone carriage returns, which end a line for String.lines() but not in a data file.
    return Arbitraries.of("a", "ß", "|", "|", "\n", "\n", "\r\n", "longer than nine")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Test
  void keepsWhatARejectedLineLookedLike() throws IOException {
    var path = Files.write(folder.resolve("raw.txt"), "abc\u00e4\r\n".getBytes(ISO_8859_1));

    var reject = Scan.of(PIPE, path).rejects().get(0);

    assertThat(reject)
        .isEqualTo(
            new Reject(
                "read", path.toString(), -1, 1, "", "the line is not UTF-8 text", "abc\ufffd"));
  }

  @Test
  void keepsTwoHundredCharactersOfALineThatIsLongerThanTheBuffer() throws IOException {
    var path = file("1|a\n" + "ü".repeat(3_000_000) + "\n2|b\n");

    var scan = Scan.of(PIPE, path);

    assertThat(scan.complaints()).containsExactly("2: the line is longer than 65536 bytes");
    assertThat(scan.rejects().get(0).raw()).isEqualTo("ü".repeat(199) + "…");
    assertThat(scan.rows()).containsExactly(List.of("1", "a", ""), List.of("2", "b", ""));
    assertThat(scan.outcome().bytes()).isEqualTo(6_000_009);
  }

  @Test
  void takesLinesUpToTheBound() throws IOException {
    var scan = Scan.of(PIPE.withMaxLineBytes(5), file("1|abc\n2|abcd\n3|abc"));

    assertThat(scan.rows()).containsExactly(List.of("1", "abc", ""), List.of("3", "abc", ""));
    assertThat(scan.complaints()).containsExactly("2: the line is longer than 5 bytes");
  }

  @Test
  void cutsNoCharacterInHalf() throws IOException {
    // An emoji is two chars, so that one of the two texts has a pair where the text is cut.
    for (var text : List.of("😀".repeat(150), "a" + "😀".repeat(150))) {
      var raw = Scan.of(PIPE, file(text)).rejects().get(0).raw();

      assertThat(raw).endsWith("😀…").hasSizeBetween(199, 200);
    }
  }

  @Test
  void readsFilesThatAreLargerThanTheBuffer() throws IOException {
    var line = "x".repeat(997) + "|y\n";

    var scan = Scan.of(PIPE, PIPE.columnNames(), file(line.repeat(5_000)), 2_222_222);

    assertThat(scan.rows()).hasSize(5_000).containsOnly(List.of("x".repeat(997), "y", ""));
    assertThat(scan.ranges()).hasSize(3);
  }

  @Test
  void countsAllRejectsAndKeepsAThousand() throws IOException {
    var scan = Scan.of(PIPE, file("\n".repeat(1_500)));

    assertThat(scan.rejects()).hasSize(1_000);
    assertThat(scan.ranges().get(0).rejected()).isEqualTo(1_500);
    assertThat(scan.ranges().get(0).rows()).isZero();
  }

  @Test
  void takesQuotedFieldsWithDelimitersQuotesAndLineBreaks() throws IOException {
    var path = file("\"a, \"\"b\"\"\",c\r\n\"line 1\nline 2\",\"\"\n\"\",d");

    for (long rangeBytes : new long[] {1, 5, 100}) {
      var scan = Scan.of(QUOTED, QUOTED.columnNames(), path, rangeBytes);

      assertThat(scan.rows())
          .containsExactly(
              List.of("a, \"b\"", "c"), List.of("line 1\nline 2", ""), List.of("", "d"));
      assertThat(scan.rejects()).isEmpty();
      assertThat(scan.outcome().lines()).isEqualTo(4);
    }
  }

  @Test
  void takesAQuoteInsideAPlainFieldAsItStands() throws IOException {
    assertThat(Scan.of(QUOTED, file("5\" pipe,b\n")).rows())
        .containsExactly(List.of("5\" pipe", "b"));
  }

  @Test
  void losesOneLineOnlyToAQuoteThatIsNotClosed() throws IOException {
    var scan = Scan.of(QUOTED.withMaxLineBytes(20), file("\"a,b\nc,d\n" + "e,f\n".repeat(9)));

    assertThat(scan.complaints())
        .containsExactly("1: a quote is opened and not closed within 20 bytes");
    assertThat(scan.rows()).hasSize(10).startsWith(List.of("c", "d"));
  }

  @Test
  void losesOneLineOnlyToAQuoteThatIsOpenAtTheEnd() throws IOException {
    var scan = Scan.of(QUOTED, file("a,b\n\"c,d\ne,f"));

    assertThat(scan.complaints())
        .containsExactly("2: a quote is opened and not closed within 65536 bytes");
    assertThat(scan.rows()).containsExactly(List.of("a", "b"), List.of("e", "f"));
  }

  @Test
  void refusesTextBehindAClosingQuote() throws IOException {
    var scan = Scan.of(QUOTED, file("\"a\nb\"c,d\ne,f\n"));

    assertThat(scan.complaints())
        .containsExactly("1: there is text between a closing quote and the next delimiter");
    assertThat(scan.rejects().get(0).raw()).isEqualTo("\"a\nb\"c,d");
    assertThat(scan.rows()).containsExactly(List.of("e", "f"));
  }

  @Test
  void findsColumnsByNameInAHeader() throws IOException {
    var format = DelimitedFormat.of(',').withHeader(true);
    var path = file("\ufeffa, b ,c\n1,2,3\n4,5\n6,7,8,9\n");

    for (int rangeBytes = 1; rangeBytes < 30; rangeBytes++) {
      var scan = Scan.of(format, List.of("c", "a", "b"), path, rangeBytes);

      assertThat(scan.rows()).containsExactly(List.of("3", "1", "2"));
      assertThat(scan.complaints())
          .containsExactly(
              "3: the line has 2 columns, needs at least 3",
              "4: the line has 4 columns, the header names 3");
      assertThat(scan.outcome().lines()).isEqualTo(4);
    }
  }

  @Test
  void namesFileAndColumnThatAHeaderLacks() throws IOException {
    var path = file("a,b\n1,2\n");

    assertThatThrownBy(() -> Scan.of(DelimitedFormat.csv(), List.of("c"), path, 100))
        .hasMessage("The file '" + path + "' has no column 'c'; its header names [a, b].");
  }

  @Test
  void refusesAHeaderThatNamesAColumnTwice() throws IOException {
    var path = file("a,a\n1,2\n");

    assertThatThrownBy(() -> Scan.of(DelimitedFormat.csv(), List.of("a"), path, 100))
        .hasMessageContaining("names the column 'a' twice");
  }

  @Test
  void saysThatAHeaderIsMissingOrNoText() throws IOException {
    assertThatThrownBy(() -> Scan.of(DelimitedFormat.csv(), List.of("a"), file(""), 100))
        .hasMessageContaining("is empty; its first line should name its columns");
    assertThatThrownBy(() -> Scan.of(DelimitedFormat.csv(), List.of("a"), file("\na\n"), 100))
        .hasMessageContaining("should name its columns, but the line is blank");
  }

  @Test
  void readsNothingFromAnEmptyFile() throws IOException {
    for (var content : List.of("", "\ufeff")) {
      var scan = Scan.of(PIPE, file(content));

      assertThat(scan.rows()).isEmpty();
      assertThat(scan.ranges()).hasSize(1);
      assertThat(scan.ranges().get(0).lines()).isZero();
    }
  }

  @Test
  void readsGzipOfSeveralMembersWhateverItsName() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var member : List.of("1|a\n2|", "b\n3|c")) {
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(member.getBytes(UTF_8));
      }
    }
    var path = Files.write(folder.resolve("packed.txt"), bytes.toByteArray());

    var scan = Scan.of(PIPE, PIPE.columnNames(), path, 3);

    assertThat(scan.rows())
        .containsExactly(List.of("1", "a", ""), List.of("2", "b", ""), List.of("3", "c", ""));
    assertThat(scan.ranges()).hasSize(1);
    assertThat(scan.ranges().get(0).bytes()).isEqualTo(11);
  }

  @Test
  void namesTheFileWhenGzipIsCutOff() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("1|a\n2|b\n".repeat(1000).getBytes(UTF_8));
    }
    var half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    var path = Files.write(folder.resolve("cut.gz"), half);

    assertThatThrownBy(() -> Scan.of(PIPE, path))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The file '" + path + "' could not be read to its end: ");
  }

  @Test
  void cutsAtAnyAsciiDelimiter() throws IOException {
    // '}' differs from '|' in the lowest bit only, which is what careless bit tricks get wrong.
    assertThat(Scan.of(PIPE, file("a|}|}\n|}}|}}}\n")).rows())
        .containsExactly(List.of("a", "}", "}"), List.of("", "}}", "}}}"));
    assertThat(
            Scan.of(DelimitedFormat.of('\t').withColumns(List.of("a", "b")), file("1\t2")).rows())
        .containsExactly(List.of("1", "2"));
  }
}

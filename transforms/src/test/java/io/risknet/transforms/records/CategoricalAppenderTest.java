package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CategoricalAppenderTest {
  private static CategoricalColumn appended(List<String> texts) {
    var appender = new ColumnAppender.Categorical(1);
    texts.forEach(appender::append);
    return (CategoricalColumn) appender.take();
  }

  private static List<String> texts(CategoricalColumn column) {
    return IntStream.range(0, column.size()).mapToObj(column::text).toList();
  }

  /** Few letters, a zero byte and one of two bytes among them, so that many texts nearly agree. */
  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withChars('a', 'b', '\0', 'é')
        .ofMaxLength(20)
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 300)
  void textsComeBackAndEachIsInTheDictionaryOnce(@ForAll("texts") List<String> texts) {
    var column = appended(texts);

    assertThat(texts(column)).isEqualTo(texts);
    assertThat(column.dictionary())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.toSet()));
  }

  @Test
  void aTextIsTheSameWhereverItStands() {
    var appender = new ColumnAppender.Categorical(1);
    var line = "CA|1234567|12345678|CA|1234567|12345678".getBytes(UTF_8);
    for (int start : new int[] {0, 3, 11, 20, 23, 31}) {
      int end = start;
      while (end < line.length && line[end] != '|') {
        end++;
      }
      appender.append(line, start, end);
    }

    assertThat(((CategoricalColumn) appender.take()).codes()).containsExactly(0, 1, 2, 0, 1, 2);
  }

  @Test
  void theNextColumnKnowsNothingOfTheLast() {
    var appender = new ColumnAppender.Categorical(1);
    appender.append("CA");
    appender.take();
    appender.append("TX");

    assertThat(((CategoricalColumn) appender.take()).dictionary()).containsExactly("TX");
  }
}

package io.risknet.transforms.splits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.JsonCoder;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldingTest {
  static List<Folding> foldings() {
    return List.of(
        new Folding.None(),
        new Folding.Stratified(5),
        new Folding.Grouped(4, "predecessor"),
        new Folding.Forward(3));
  }

  private static List<Integer> seen(Folding folding, int heldOut) {
    return IntStream.range(0, folding.blocks())
        .filter(fold -> folding.sees(heldOut, fold))
        .boxed()
        .toList();
  }

  @Test
  void allFoldsButTheOneHeldOutAreLearntFrom() {
    for (var folding : List.of(new Folding.Stratified(3), new Folding.Grouped(3, "seller"))) {
      assertThat(folding.blocks()).isEqualTo(3);
      assertThat(folding.heldOutFolds()).containsExactly(0, 1, 2);
      assertThat(seen(folding, 1)).containsExactly(0, 2);
    }
  }

  @Test
  void withoutOneFoldTheOthersAreMadeInTheSameWay() {
    assertThat(new Folding.Stratified(5).withOneLess()).isEqualTo(new Folding.Stratified(4));
    assertThat(new Folding.Grouped(5, "seller").withOneLess())
        .isEqualTo(new Folding.Grouped(4, "seller"));
  }

  @Test
  void foldsByTimeAreNotAlikeSoThatNoneCanBeLeftOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Folding.Forward(5).withOneLess())
        .withMessageContaining("Nested cross-validation");
  }

  @Test
  void byTimeOnlyEarlierFoldsAreLearntFrom() {
    var folding = new Folding.Forward(3);

    // In the order of time: 3 and 4, which are only learnt from, then 0, 1, 2.
    assertThat(IntStream.range(0, folding.blocks()).map(folding::foldAt))
        .containsExactly(3, 4, 0, 1, 2);
    assertThat(folding.heldOutFolds()).containsExactly(0, 1, 2);
    assertThat(seen(folding, 0)).containsExactly(3, 4);
    assertThat(seen(folding, 1)).containsExactly(0, 3, 4);
    assertThat(seen(folding, 2)).containsExactly(0, 1, 3, 4);
  }

  @ParameterizedTest
  @MethodSource("foldings")
  void theRefitLearnsFromAllAndIsTheFirstVariant(Folding folding) {
    assertThat(folding.variants()).hasSize(1 + folding.folds()).startsWith(OptionalInt.empty());
    assertThat(IntStream.range(0, folding.blocks()))
        .allMatch(fold -> folding.sees(OptionalInt.empty(), fold));
  }

  @ParameterizedTest
  @MethodSource("foldings")
  void survivesJson(Folding folding) {
    assertThat(JsonCoder.read(JsonCoder.write(folding), Folding.class)).isEqualTo(folding);
  }

  @Test
  void aNumberStandsForStratifiedFolds() {
    assertThat(Folding.of(5)).isEqualTo(new Folding.Stratified(5));
    assertThat(Folding.of(0)).isEqualTo(new Folding.None());
    assertThatThrownBy(() -> Folding.of(-1)).hasMessage("There should be at least 1 fold, not -1.");
  }
}

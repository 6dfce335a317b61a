package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void listsTheCommands(String help) {
    assertThat(CommandLine.succeed(help).out())
        .startsWith("Usage: risknet COMMAND --option=value ...")
        .containsSubsequence(
            "\n  demo ",
            "\n  generate ",
            "\n  train ",
            "\n  events ",
            "\n  score ",
            "\n  profile ",
            "\n  compare ",
            "\n  ablation ",
            "\n  cluster ",
            "\n  help ");
  }

  @Test
  void noCommandListsTheCommands() {
    assertThat(CommandLine.succeed().out()).isEqualTo(CommandLine.succeed("help").out());
  }

  @Test
  void ofACommandSaysWhatItDoes() {
    assertThat(CommandLine.succeed("help", "train").out())
        .startsWith("risknet train: makes a model from raw files");
  }

  @Test
  void ofACommandIsTheSameByOption() {
    assertThat(CommandLine.succeed("train", "--help").out())
        .isEqualTo(CommandLine.succeed("help", "train").out());
  }

  @Test
  void marksRequiredOptions() {
    assertThat(CommandLine.succeed("help", "train").out())
        .contains("\n  --output (required)\n      The directory for the results");
  }

  @Test
  void saysThatSyntheticFilesAreLocal() {
    assertThat(CommandLine.succeed("help", "generate").out())
        .contains("\n  --output (required)\n      The local directory");
    assertThat(CommandLine.succeed("help", "demo").out())
        .contains("\n  --output\n      The local directory");
  }

  @Test
  void putsRequiredOptionsFirst() {
    assertThat(CommandLine.succeed("help", "score").out())
        .containsSubsequence("--input (required)", "--model (required)", "--maxRejectFraction");
  }

  @Test
  void compareAsksForTheLabelOfTheTraining() {
    assertThat(CommandLine.succeed("help", "compare").out())
        .contains("\n  --loans\n      The origination files")
        .contains("The label's options should be as in the models' training.");
  }

  @Test
  void showsDefaults() {
    assertThat(CommandLine.succeed("help", "train").out())
        .contains(
            "\n  --maxRejectFraction [0.01]\n      The share",
            "\n  --immature [exclude]\n",
            "\n  --labelWindow [60]\n",
            "\n  --overwrite [false]\n");
  }

  @Test
  void showsNoDefaultWhereNothingIsTheDefault() {
    assertThat(CommandLine.succeed("help", "train").out()).contains("\n  --testFrom\n");
  }

  @Test
  void showsNoNumberWhereThereIsNoLimit() {
    assertThat(CommandLine.succeed("help", "train").out()).contains("\n  --maxFailedTrials\n");
  }

  @Test
  void namesEveryOptionOnce() {
    assertThat(CommandLine.succeed("help", "demo").out().lines())
        .filteredOn(line -> line.startsWith("  --output"))
        .hasSize(1);
  }

  @Test
  void showsTheDefaultOfTheDemosSize() {
    assertThat(CommandLine.succeed("help", "demo").out()).contains("--loansPerQuarter [10000]");
  }
}

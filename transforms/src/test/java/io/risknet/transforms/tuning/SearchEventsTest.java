package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers as they stand on a disk, written out by hand. */
class SearchEventsTest {
  @TempDir Path output;
  private SearchEvents events;

  @BeforeEach
  void follow() {
    events = SearchEvents.of(output.toString());
  }

  @Test
  void whatIsNotThereHasNoEvents() throws IOException {
    assertThat(events.poll()).isEmpty();
  }

  @Test
  void aSearchIsToldInOrderOfTime() throws IOException {
    // Two trials on two folds, the second one failing on its second fold.
    round(0, 1, "s1", "10:00:00", "a", "b");
    done("b", 0, 0.75, "10:00:03.5");
    done("a", 0, 0.625, "10:00:02");
    failed("b", 1, "10:00:04");
    done("a", 1, 0.875, "10:00:05");
    attempt("a", 0, "10:00:01");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .containsExactly(
            """
            {"event":"search","stage":0,"stages":1,"strategy":"grid","objective":"rocAuc",\
            "maximize":true,"trials":2,"units":4,"unitsTotal":4,"plannedAt":"2026-01-01T10:00:00Z"}\
            """,
            """
            {"event":"attempt","trial":"a","fold":0,"share":1.0,"rung":0,"from":0,"rounds":5,\
            "worker":"1@host","startedAt":"2026-01-01T10:00:01Z"}""",
            unit("a", 0, 0.625, "10:00:02", false, 1, ""),
            unit("b", 0, 0.75, "10:00:03.500", false, 2, ""),
            """
            {"event":"unit","trial":"b","fold":1,"stage":0,"rung":0,"share":1.0,\
            "learner":"xgboost","parameters":{"eta":0.1},"outcome":"failed","seconds":0.5,\
            "worker":"1@host","reused":false,"finishedAt":"2026-01-01T10:00:04Z",\
            "error":"too deep","unitsDone":3,"unitsTotal":4}""",
            unit("a", 1, 0.875, "10:00:05", false, 4, ",\"best\":0.75"));
  }

  @Test
  void nothingIsToldTwice() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    done("a", 0, 0.625, "10:00:02");
    assertThat(events.poll()).hasSize(2);
    assertThat(events.poll()).isEmpty();

    done("a", 1, 0.875, "10:00:03");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .containsExactly(unit("a", 1, 0.875, "10:00:03", false, 2, ",\"best\":0.75", 2));
    assertThat(events.poll()).isEmpty();
  }

  @Test
  void whatAnEarlierSearchFinishedIsReusedAndComesAfterThePlan() throws IOException {
    done("a", 0, 0.625, "09:00:00");
    round(0, 1, "s1", "10:00:00", "a");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .last()
        .isEqualTo(unit("a", 0, 0.625, "09:00:00", true, 1, "", 2));
  }

  @Test
  void whatThisSearchDoesNotAskForIsNotTold() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    done("other", 0, 0.625, "10:00:01");
    attempt("other", 0, "10:00:01");

    assertThat(events.poll()).hasSize(1);
  }

  @Test
  void aRoundThatAnEarlierSearchLeftIsNoneOfThisOne() throws IOException {
    round(1, 2, "s0", "09:00:00", "a");
    round(0, 2, "s1", "10:00:00", "a");

    assertThat(events.poll()).hasSize(1);
  }

  @Test
  void anotherSearchIntoTheSameLedgerIsToldFromItsBeginning() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    done("a", 0, 0.625, "10:00:02");
    events.poll();

    round(0, 1, "s2", "11:00:00", "a", "b");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .satisfiesExactly(
            planned -> assertThat(planned).contains("\"unitsTotal\":4"),
            unit -> assertThat(unit).isEqualTo(unit("a", 0, 0.625, "10:00:02", true, 1, "")));
  }

  @Test
  void whatWasDeletedForASearchThatBeginsAnewIsForgotten() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    done("a", 0, 0.625, "10:00:02");
    events.poll();

    Files.delete(output.resolve("trials/a/fold-0.json"));
    round(0, 1, "s2", "11:00:00", "a");
    assertThat(events.poll()).hasSize(1);
    done("a", 0, 0.75, "11:00:02");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .containsExactly(unit("a", 0, 0.75, "11:00:02", false, 1, "", 2));
  }

  @Test
  void theTotalHoldsWhatLaterRoundsAreGoingToHave() throws IOException {
    write(
        "round-0",
        plan(0, 2, "s1", "10:00:00", trial("a", "\"rung\":0,\"share\":1.0,\"rounds\":[5]"))
            .replace("\"trialsAhead\": 0", "\"trialsAhead\": 3"));

    assertThat(events.poll().get(0).toJson()).contains("\"units\":2,\"unitsTotal\":8");
  }

  @Test
  void aLaterRoundThatGoesOnWithATrainingIsAUnitOfItsOwn() throws IOException {
    write(
        "round-0",
        plan(0, 2, "s1", "10:00:00", trial("a", "\"rung\":0,\"share\":1.0,\"rounds\":[5]")));
    write(
        "round-1",
        plan(1, 2, "s1", "10:00:10", trial("a", "\"rung\":1,\"share\":1.0,\"rounds\":[5,10]")));
    done("a", 0, 0.5, "10:00:05");
    // By then the file of fold 1 tells of more rounds than the first round of the search wanted.
    write(
        "a/fold-1",
        entry("a", 1, "\"5\":" + metrics(0.5) + ",\"10\":" + metrics(0.75), "10:00:20"));

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .satisfiesExactly(
            planned -> assertThat(planned).contains("\"stage\":0", "\"unitsTotal\":2"),
            unit -> assertThat(unit).contains("\"fold\":0", "\"rung\":0", "\"unitsDone\":1"),
            unit ->
                assertThat(unit)
                    .contains("\"fold\":1", "\"rounds\":5", "\"rocAuc\":0.5", "\"best\":0.5")
                    .contains("\"finishedAt\":\"2026-01-01T10:00:10Z\""),
            planned -> assertThat(planned).contains("\"stage\":1", "\"unitsTotal\":4"),
            unit ->
                assertThat(unit)
                    .contains("\"fold\":1", "\"rung\":1", "\"rounds\":10", "\"rocAuc\":0.75")
                    .contains("\"unitsDone\":3", "\"unitsTotal\":4"));
  }

  /** As where it stopped early, and is promoted. */
  @Test
  void whatAnEarlierRoundOfTheSearchHasDoneIsNotReused() throws IOException {
    round(0, 2, "s1", "10:00:00", "a", "b");
    round(1, 2, "s1", "10:00:10", "a", "b");
    done("a", 0, 0.5, "10:00:05");
    done("b", 0, 0.5, "09:59:59");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .filteredOn(event -> event.contains("\"event\":\"unit\""))
        .hasSize(4)
        .allMatch(unit -> unit.contains("\"reused\":" + unit.contains("\"trial\":\"b\"")));
  }

  @Test
  void aUnitMayFailFirstAndBeDoneInALaterRun() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    failed("a", 0, "10:00:01");
    assertThat(events.poll()).hasSize(2);

    done("a", 0, 0.625, "10:00:02");

    assertThat(events.poll())
        .extracting(SearchEvent::toJson)
        .containsExactly(unit("a", 0, 0.625, "10:00:02", false, 1, "", 2));
  }

  @Test
  void aShareOfTheRowsIsToldOfAnAttempt() throws IOException {
    write(
        "round-0",
        plan(0, 1, "s1", "10:00:00", trial("a", "\"rung\":0,\"share\":0.25,\"rounds\":[5]")));
    write(
        "a/attempts/fold-1-share-0.25-77",
        """
        {"unit": "fold-1-share-0.25", "rung": 1, "from": 2, "rounds": 6, "worker": "1@host",
         "startedAt": "2026-01-01T10:00:01Z"}""");

    assertThat(events.poll())
        .last()
        .isEqualTo(
            new SearchEvent.Attempt("a", 1, 0.25, 1, 2, 6, "1@host", "2026-01-01T10:00:01Z"));
  }

  @Test
  void aFileThatIsStillBeingWrittenIsPassedOver() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    Files.createDirectories(output.resolve("trials/a"));
    Files.writeString(output.resolve("trials/a/fold-0.json.7f3a.tmp"), "{\"trial\":");

    assertThat(events.poll()).hasSize(1);
  }

  @Test
  void saysWhatToDoWithAnEntryThatIsNotReadable() throws IOException {
    round(0, 1, "s1", "10:00:00", "a");
    write("a/fold-0", "{\"trial\":");

    assertThatThrownBy(events::poll).hasMessageContaining("fold-0.json is not readable; delete it");
  }

  private void round(int stage, int stages, String search, String time, String... ids)
      throws IOException {
    var trials = new String[ids.length];
    for (int i = 0; i < ids.length; i++) {
      trials[i] = trial(ids[i], "\"rung\":0,\"share\":1.0,\"rounds\":[5]");
    }
    write("round-" + stage, plan(stage, stages, search, time, trials));
  }

  private static String plan(int stage, int stages, String search, String time, String... trials) {
    return """
        {"search": "%s", "stage": %d, "stages": %d, "strategy": "grid",
         "objective": {"weights": {"rocAuc": 1.0}, "maximize": true, "oneStandardError": false},
         "folds": 2, "trials": [%s], "trialsAhead": 0, "plannedAt": "2026-01-01T%sZ"}"""
        .formatted(search, stage, stages, String.join(",", trials), time);
  }

  private static String trial(String id, String budget) {
    return "{\"trial\":\"%s\",\"budget\":{%s,\"mayGoOn\":false}}".formatted(id, budget);
  }

  private void done(String trial, int fold, double rocAuc, String time) throws IOException {
    write(trial + "/fold-" + fold, entry(trial, fold, "\"5\":" + metrics(rocAuc), time));
  }

  private void failed(String trial, int fold, String time) throws IOException {
    write(
        trial + "/fold-" + fold + ".failed",
        entry(trial, fold, "", time)
            .replace("\"DONE\"", "\"FAILED\"")
            .replace("\"error\": \"\"", "\"error\": \"too deep\""));
  }

  private void attempt(String trial, int fold, String time) throws IOException {
    write(
        "%s/attempts/fold-%d-77".formatted(trial, fold),
        """
        {"unit": "fold-%d", "rung": 0, "from": 0, "rounds": 5, "worker": "1@host",
         "startedAt": "2026-01-01T%sZ"}"""
            .formatted(fold, time));
  }

  private static String entry(String trial, int fold, String metrics, String time) {
    return """
        {"trial": {"id": "%s", "folds": 2, "cost": 1.0,
                   "point": {"learner": "xgboost", "plan": {}, "parameters": {"eta": 0.1}}},
         "fold": %d, "rung": 0, "share": 1.0, "outcome": "DONE", "metrics": {%s},
         "stopped": false, "seconds": 0.5, "reused": false, "worker": "1@host", "error": "",
         "finishedAt": "2026-01-01T%sZ"}"""
        .formatted(trial, fold, metrics, time);
  }

  private static String metrics(double rocAuc) {
    return "{\"rows\":10,\"positives\":3,\"rocAuc\":%s,\"unscored\":0,\"unlabelled\":0}"
        .formatted(rocAuc);
  }

  private static String unit(
      String trial, int fold, double rocAuc, String time, boolean reused, int done, String best) {
    return unit(trial, fold, rocAuc, time, reused, done, best, 4);
  }

  private static String unit(
      String trial,
      int fold,
      double rocAuc,
      String time,
      boolean reused,
      int done,
      String best,
      int total) {
    return """
        {"event":"unit","trial":"%s","fold":%d,"stage":0,"rung":0,"share":1.0,\
        "learner":"xgboost","parameters":{"eta":0.1},"outcome":"done","rounds":5,"metrics":%s,\
        "seconds":0.5,"worker":"1@host","reused":%s,"finishedAt":"2026-01-01T%sZ",\
        "unitsDone":%d,"unitsTotal":%d%s}"""
        .formatted(trial, fold, metrics(rocAuc), reused, time, done, total, best);
  }

  private void write(String file, String json) throws IOException {
    var path = output.resolve("trials/" + file + ".json");
    Files.createDirectories(path.getParent());
    Files.writeString(path, json);
  }
}

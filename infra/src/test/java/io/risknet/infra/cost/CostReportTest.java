package io.risknet.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostReportTest {
  private static final ScalingLaw LAW =
      ScalingLaw.of(TestRuns.run(1, 64, 7_200), TestRuns.run(2, 34, 3_600));
  private static final CostModel MODEL =
      new CostModel(LAW, TestRuns.PRICES, false, 1, TestRuns::thirdOfMemory);
  private static final List<Estimate> ESTIMATES =
      MODEL.estimates(List.of("m6i.xlarge", "m6i.2xlarge"), List.of(1, 2), TestRuns.WORKLOAD);

  @Test
  void theLawOfTwoRuns() {
    assertThat(CostReport.law(LAW))
        .isEqualTo(
            """
            Measured: run-1, 1 slot, 1,000,000 rows, 20,000 loans, 7,264.0 s, 99.0 s of processor time.
            Measured: run-2, 2 slots, 1,000,000 rows, 20,000 loans, 3,634.0 s, 99.0 s of processor time.
            The law is start + data x (serial + parallel / slots), in seconds at one slot; fixed and parallel parts as measured at 1 and 2 slots:

              stage         start     serial   parallel  grows with
              read            4.0        0.0       60.0  rows
              search          0.0        0.0    7,200.0  loans; in 120 trainings""");
  }

  @Test
  void theLawOfOneRunSaysWhatIsAssumed() {
    assertThat(CostReport.law(ScalingLaw.of(TestRuns.run(2, 34, 3_600))))
        .contains("one run can't tell its serial part, so 5 % of it are assumed to be serial");
  }

  @Test
  void theTable() {
    assertThat(CostReport.table(TestRuns.WORKLOAD, ESTIMATES))
        .isEqualTo(
            """
            1,000,000 rows, 20,000 loans

              type         vCPUs   GiB  workers  slots     h:mm:ss       cost  memory                 published*
              m6i.xlarge       4    16        1      4     0:33:19     $0.167  fits, 0.0 of 5.3 GiB   56.73 min $0.60
              m6i.xlarge       4    16        2      8     0:18:12     $0.152  fits, 0.0 of 5.3 GiB
              m6i.2xlarge      8    32        1      8     0:18:12     $0.152  fits, 0.0 of 10.7 GiB  32.77 min $0.36
              m6i.2xlarge      8    32        2     16     0:11:08     $0.167  fits, 0.0 of 10.7 GiB""");
  }

  @Test
  void whatLacksTheMemoryIsMarked() {
    var whole = MODEL.estimates(List.of("m6i.xlarge"), List.of(8), Workload.FREDDIE_MAC);

    // Half of the loans train: 27 million times 616 bytes.
    assertThat(CostReport.table(Workload.FREDDIE_MAC, whole))
        .startsWith("3,000,000,000 rows, 54,000,000 loans")
        .contains("NO: 15.5 of 5.3 GiB");
    assertThat(CostReport.choice(whole, Optional.empty()))
        .isEqualTo(
            "No fold fits the memory of any of these; give --instanceTypes with more memory.");
  }

  @Test
  void theCheapestByTheDeadline() {
    assertThat(CostReport.choice(ESTIMATES, Optional.of(Duration.ofMinutes(15))))
        .isEqualTo("The cheapest within 0:15:00: 2 x m6i.2xlarge, 0:11:08, $0.167.");
  }

  @Test
  void noneByTheDeadline() {
    assertThat(CostReport.choice(ESTIMATES, Optional.of(Duration.ofMinutes(5))))
        .isEqualTo(
            "None of these ends within 0:05:00; the fastest is 2 x m6i.2xlarge, 0:11:08, $0.167. Give"
                + " more --workers, or larger --instanceTypes.");
  }

  @Test
  void whatIsFarFromTheMeasuredIsARoughGuess() {
    assertThat(CostReport.reach(LAW, new Workload(20_000_000, 400_000))).isEmpty();
    assertThat(CostReport.reach(LAW, new Workload(20_000_000, 500_000)))
        .startsWith("These are 20 x the rows and 25 x the loans that were measured, so this is a");
  }

  @Test
  void theNotesTellWhatIsLeftOut() {
    assertThat(CostReport.notes(MODEL, PriceList.builtIn(), 0).replace('\n', ' '))
        .contains(
            "not disks, requests and spot interruptions, nor the three interface endpoints of the"
                + " network, $0.03 an hour in us-east-1.");
  }

  @Test
  void oldPricesAreToldToBeOld() {
    var list = PriceList.builtIn();

    assertThat(CostReport.notes(MODEL, list, 91)).contains("--refreshPrices gets those of today.");
    assertThat(CostReport.notes(MODEL, list, 90)).doesNotContain("--refreshPrices");
  }
}

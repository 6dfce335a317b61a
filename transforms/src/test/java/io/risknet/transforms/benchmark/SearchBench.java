package io.risknet.transforms.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.tuning.EvaluateTrials;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.RankTrials;
import io.risknet.transforms.tuning.Search;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;

/** Made-up rows, spooled and searched on a runner, and a clock. */
record SearchBench(RecordBatch rows, int columns, int threads, Path directory) {
  static final int FOLDS = 5;

  /** On a machine that others use too, processor time tells more than time. */
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  interface Action {
    void run() throws Exception;
  }

  /** Arguments: rows, columns, threads. */
  static SearchBench of(String[] args) throws IOException {
    int columns = Integer.parseInt(args[1]);
    return new SearchBench(
        Examples.rows(Integer.parseInt(args[0]), columns, FOLDS),
        columns,
        Integer.parseInt(args[2]),
        Files.createTempDirectory("search-bench"));
  }

  String[] direct() {
    return new String[] {
      "--runner=DirectRunner",
      "--targetParallelism=" + threads,
      "--enforceImmutability=false",
      "--enforceEncodability=false"
    };
  }

  String[] flink() {
    return new String[] {
      "--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=" + threads, "--objectReuse"
    };
  }

  TrainingSet spool(String[] runner) throws Exception {
    var sets = Collected.<TrainingSet>create();
    timed(
        "spool, " + runner[0],
        () -> {
          var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(runner).create());
          pipeline
              .apply(Create.of(Examples.cut(rows, 4096)).withCoder(RecordBatchCoder.of()))
              .apply(BucketRecords.into(16))
              .apply(SpoolTraining.to(directory.resolve("tmp").toString()))
              .apply(sets.sink());
          pipeline.run().waitUntilFinish();
        });
    return sets.only();
  }

  Leaderboard search(String[] runner, TrainingSet training, Search search) throws Exception {
    var output = Files.createTempDirectory(directory, "run").toString();
    var leaderboards = Collected.<Leaderboard>create();
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(runner).create());
    var fits =
        pipeline
            .apply(
                "Fits",
                Create.of(KV.of("", Examples.fits(columns, FOLDS)))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), JsonCoder.of(FeatureFits.class))))
            .apply(View.asMap());
    pipeline
        .apply(Create.of(training).withCoder(JsonCoder.of(TrainingSet.class)))
        .apply(EvaluateTrials.of(search, fits, output).withTemp(output + "/tmp"))
        .apply(RankTrials.by(search.objective()))
        .apply(leaderboards.sink());
    pipeline.run().waitUntilFinish();
    return leaderboards.only();
  }

  static double timed(String name, Action action) throws Exception {
    long start = System.nanoTime();
    long cpuStart = CPU.getProcessCpuTime();
    action.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (CPU.getProcessCpuTime() - cpuStart) / 1e9;
    var memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
            .toList();
    print("%s: %.1f s, %.1f s of processor time, %s", name, seconds, cpuSeconds, memory);
    return seconds;
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}

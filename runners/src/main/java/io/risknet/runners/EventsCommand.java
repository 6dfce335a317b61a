package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.Durations;
import io.risknet.pipelines.options.EventsOptions;
import io.risknet.pipelines.run.RunEvents;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet events}. */
final class EventsCommand implements Command {

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String summary() {
    return "tells what happens in a search, as JSON lines for other programs";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return EventsOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
    var options = Arguments.parse(arguments, EventsOptions.class);
    var interval = interval(options);
    FileSystems.setDefaultPipelineOptions(options);
    var events = RunEvents.of("--run", options.getRun());
    print(events, out);
    // An error on the output: whoever was reading it has gone.
    while (options.isFollow() && !events.isFinished() && !out.checkError()) {
      Thread.sleep(interval.toMillis());
      print(events, out);
    }
  }

  private static Duration interval(EventsOptions options) {
    var interval = Durations.parse("--interval", options.getInterval());
    checkArgument(
        !interval.isZero(),
        "--interval=%s leaves no time between two looks; give at least 1s.",
        options.getInterval());
    return interval;
  }

  private static void print(RunEvents events, PrintStream out) throws IOException {
    events.poll().forEach(event -> out.println(event.toJson()));
  }
}

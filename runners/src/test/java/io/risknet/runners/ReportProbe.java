package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A report in which {@code report-probe.js} has run.
 *
 * @param page with the probe's lines
 */
record ReportProbe(Chromium.Loaded page) {

  /** Opens a report, in a directory for what the browser writes. */
  static ReportProbe in(String html, Path directory) throws IOException, InterruptedException {
    var script =
        Resources.toString(Resources.getResource(ReportProbe.class, "report-probe.js"), UTF_8);
    var probed = directory.resolve("report.html");
    Files.writeString(probed, html + "<script>" + script + "</script>");
    return new ReportProbe(Chromium.load(probed, directory));
  }

  /** The document as markup, without scripts and the data in them. */
  String shown() {
    return page.dom().replaceAll("(?s)<script.*?</script>", "");
  }

  /** What the probe tells of something, line by line. */
  List<String> told(String what) {
    var lines = Pattern.compile("<pre id=\"told-" + what + "\">([^<]*)</pre>").matcher(page.dom());
    assertThat(lines.find()).as(what).isTrue();
    return lines
        .group(1)
        .replace("&nbsp;", "\u00a0")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .lines()
        .toList();
  }
}

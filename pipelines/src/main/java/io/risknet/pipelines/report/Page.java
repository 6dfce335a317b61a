package io.risknet.pipelines.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import io.risknet.transforms.records.JsonCoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in one file that needs no network: data, and the script that draws it.
 *
 * @param title for people, as text
 * @param json the data
 * @param script a resource beside this class, which calls what {@code page.js} has
 */
public record Page(String title, String json, String script) {
  private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

  /** A page of a value. */
  public static Page of(String title, Object data, String script) {
    return new Page(title, JsonCoder.write(data), script);
  }

  /** The page, which holds all that it needs. */
  public String toHtml() {
    var parts =
        Map.of(
            "title", HtmlEscapers.htmlEscaper().escape(title),
            "style", resource("report.css"),
            // A '<' could end the element that holds the data.
            "data", json.replace("<", "\\u003c"),
            "charts", resource("echarts.min.js"),
            "script", resource("page.js") + "\n" + resource(script));
    return PLACE
        .matcher(resource("report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(Page.class, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

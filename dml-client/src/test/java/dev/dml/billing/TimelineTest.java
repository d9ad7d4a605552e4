package dev.dml.billing;

import static dev.dml.billing.SampleRun.reported;
import static dev.dml.billing.SampleRun.silent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Attempt.Outcome;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TimelineTest {

  @Test
  void everyPhaseHasAColour() throws Exception {
    SampleRun run =
        new SampleRun()
            .add(silent(3, 0, 0.1, Outcome.THROTTLED))
            .add(reported(0, 0, 2, Outcome.DONE))
            .add(reported(1, 0, 3, Outcome.BROKEN));
    List<String> fills = fills(picture("a < b & c", run)).stream().distinct().toList();
    // Starting, reading, fitting, predicting, writing and the rest of the one that was done;
    // broken; throttled;
    // at the end the curve.
    assertThat(fills)
        .containsExactly(
            "#8d6cab", "#8fc1e3", "#2f6db3", "#1b3f73", "#3aa6a0", "#c9d3dc", "#c23b3b", "#e3b505",
            "#bcd9ec");
  }

  @Test
  void theTitleIsText() throws Exception {
    Document picture = picture("a < b & c", new SampleRun());
    assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("a < b & c");
    assertThat(picture.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void aPictureOfThousandsIsNoLargerOnThePage() throws Exception {
    SampleRun run = new SampleRun();
    for (int batch = 0; batch < 5000; batch++) {
      int from = batch / 1000;
      run.add(reported(batch, from, from + 1, Outcome.DONE));
    }
    Document picture = picture("many", run);
    // 1,000 at once in rows of less than half a point.
    assertThat(height(picture)).isLessThan(800);
    assertThat(new Lanes(run.ledger().attempts()).count()).isEqualTo(1000);
  }

  @Test
  void attemptsOfOneLaneDoNotOverlap() {
    SampleRun run =
        new SampleRun()
            .add(reported(0, 0, 2, Outcome.DONE))
            .add(reported(1, 0, 3, Outcome.DONE))
            .add(reported(2, 2, 4, Outcome.DONE))
            .add(reported(3, 2.5, 5, Outcome.DONE));
    assertThat(new Lanes(run.ledger().attempts()).byAttempt().values()).containsExactly(0, 1, 0, 2);
  }

  private static double height(Document picture) {
    return Double.parseDouble(picture.getDocumentElement().getAttribute("height"));
  }

  private static List<String> fills(Document picture) {
    List<String> fills = new ArrayList<>();
    var paths = picture.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      String fill = ((Element) paths.item(i)).getAttribute("fill");
      if (!fill.isEmpty()) {
        fills.add(fill);
      }
    }
    return fills;
  }

  private static Document picture(String title, SampleRun run) throws Exception {
    StringWriter text = new StringWriter();
    new Timeline(title, run.ledger().attempts()).writeTo(text);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text.toString())));
  }
}

package dev.dml.report.html;

import dev.dml.model.EffectAverage.Family;
import dev.dml.plot.Markup;
import dev.dml.plot.Plot;
import dev.dml.report.sheet.AverageSheets;
import dev.dml.report.sheet.Sheet;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The averages of effects on groups in periods: each kind as a picture with its table, the event
 * study first.
 *
 * @param result the result
 */
record AverageSection(ResultDocument result) {

  /** The section; none if there are no averages. */
  Optional<Section> section() {
    AverageSheets sheets = AverageSheets.of(result);
    List<Family> families = sheets.families();
    if (families.isEmpty()) {
      return Optional.empty();
    }
    boolean banded = result.averages().stream().anyMatch(each -> each.joint().isPresent());
    List<Markup> content = new ArrayList<>();
    content.add(why(Words.AVERAGES + (banded ? Words.BAND : "")));
    for (Family family : families) {
      Sheet sheet = sheets.sheet(family);
      content.add(Markup.of("h3", sheet.title()));
      Plot.ofAverages(family, result)
          .ifPresent(scene -> content.add(Markup.of("figure", scene.inPage())));
      content.add(HtmlTable.of(sheet).called("In numbers").markup());
      if (family == families.getFirst()) {
        sheets.tests().forEach(test -> content.add(why(test + ".")));
        content.add(why(sheets.comparison() + "."));
      }
    }
    return Optional.of(new Section("Averages of effects", content));
  }

  private static Markup why(String text) {
    return Markup.of("p", text).with("class", "why");
  }
}

package dev.dml.wire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.SampleLevels;
import dev.dml.SampleResults;
import dev.dml.data.InvalidInput;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.result.DmlResult;
import dev.dml.wire.result.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultDocumentTest {

  @TempDir private Path directory;

  static Stream<DmlResult> results() {
    return Stream.of(
        SampleResults.full(), SampleResults.plain(), SampleLevels.result(), SampleResults.cloud());
  }

  @ParameterizedTest
  @MethodSource("results")
  void whatIsWrittenReadsBackToTheLastBit(DmlResult result) throws IOException {
    Path file = Files.writeString(directory.resolve("result.json"), ResultJson.write(result));
    ResultDocument document = ResultDocument.read(file);
    assertThat(document.model()).isEqualTo(result.model());
    assertThat(document.observations()).isEqualTo(result.observations());
    assertThat(document.seed()).isEqualTo(result.seed());
    assertThat(document.warnings()).isEqualTo(result.warnings());
    assertThat(document.estimates()).hasSameSizeAs(result.estimates());
    for (int i = 0; i < result.estimates().size(); i++) {
      EstimateEntry read = document.estimates().get(i);
      assertThat(read.name()).isEqualTo(result.estimates().get(i).name());
      assertThat(read.coefficient()).isEqualTo(result.estimates().get(i).coefficient());
      assertThat(read.p()).isEqualTo(result.estimates().get(i).inference().p());
      ConfidenceInterval interval = result.estimates().get(i).inference().interval();
      assertThat(read.confidenceInterval())
          .isEqualTo(
              new EstimateEntry.Interval(interval.level(), interval.lower(), interval.upper()));
      assertThat(read.repetitions())
          .extracting(EstimateEntry.Repetition::standardError)
          .isEqualTo(
              result.estimates().get(i).repetitions().stream()
                  .map(each -> each.standardError())
                  .toList());
    }
    assertThat(document.nuisances())
        .extracting(NuisanceEntry::rmse)
        .isEqualTo(result.nuisances().stream().map(each -> each.rmse()).toList());
    assertThat(Optional.ofNullable(document.precision()).map(PrecisionEntry::byEstimate))
        .isEqualTo(result.answers().precision().map(each -> each.shares()));
    assertThat(document.others()).isEmpty();
  }

  @Test
  void propensitiesAreCountedByArm() {
    PropensityEntry propensity =
        ResultDocument.of(SampleResults.full()).estimates().getFirst().propensity();
    assertThat(propensity.variable()).isEqualTo("tg");
    assertThat(propensity.shareOutside05()).isEqualTo(100 / (3.0 * 5099));
    PropensityEntry.Histogram histogram = propensity.histogram();
    assertThat(histogram.edges()).hasSize(21).startsWith(0.0, 0.05).endsWith(1.0);
    assertThat(histogram.treated()).hasSize(20).contains(3 * 1745L);
    assertThat(histogram.mean().get(6)).isEqualTo(0.3125);
    assertThat(histogram.mean().get(1)).isNull();
  }

  @Test
  void aContrastIsNamedForItsParameters() {
    ResultDocument document = ResultDocument.of(SampleLevels.result());
    assertThat(document.contrasts().getFirst().name()).isEqualTo("plan: pay & wait - free");
    assertThat(document.joint().pHolm()).containsExactly(1e-300, 3e-300, 2.5e-30);
  }

  @Test
  void numbersThatAreNullAreNotZero() throws IOException {
    String text =
        ResultJson.write(SampleResults.plain())
            .replaceFirst("\"standard_error\" : [0-9.]+", "\"standard_error\" : null");
    Path file = Files.writeString(directory.resolve("result.json"), text);
    assertThat(ResultDocument.read(file).estimates().getFirst().standardError()).isNaN();
    assertThat(ResultDocument.read(file).estimates().getFirst().splitting().standardDeviation())
        .isNaN();
  }

  @Test
  void aSectionOfALaterVersionIsKept() throws IOException {
    String text =
        ResultJson.write(SampleResults.plain())
            .replaceFirst("\\{", "{\"event_study\": {\"periods\": [1, 2]}, ");
    Path file = Files.writeString(directory.resolve("result.json"), text);
    assertThat(ResultDocument.read(file).others())
        .isEqualTo(Map.of("event_study", Map.of("periods", List.of(1, 2))));
  }

  @Test
  void whatIsNoResultIsRefused() throws IOException {
    assertThatThrownBy(() -> ResultDocument.read(directory.resolve("none.json")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("there is no file " + directory.resolve("none.json"));
    refused("{", " is no result; --format json writes one");
    refused("{\"estimates\": []}", " is no result; --format json writes one");
    refused("{\"estimates\": [], \"schema\": 99}", ": schema must be 1, but was 99");
    refused(
        "{\"estimates\": [{\"coefficient\": \"x\"}], \"schema\": 1}",
        " is no whole result: estimates.coefficient has another form");
  }

  private void refused(String text, String sentence) throws IOException {
    Path file = Files.writeString(directory.resolve("result.json"), text);
    assertThatThrownBy(() -> ResultDocument.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + sentence);
  }
}

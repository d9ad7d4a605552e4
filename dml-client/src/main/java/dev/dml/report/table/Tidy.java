package dev.dml.report.table;

import dev.dml.data.text.Sentence;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.JointEntry;
import dev.dml.wire.document.NuisanceEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Results as comma separated values with the columns that R's broom gives every model: {@code tidy}
 * a line for each estimate, {@code glance} one for each result. Joint intervals stand beside those
 * of one estimate alone, which keep the names that they have everywhere.
 */
public final class Tidy {

  /** Columns of what is said jointly, which stand at the end. */
  private static final List<String> JOINT =
      List.of("joint.conf.low", "joint.conf.high", "adj.p.value");

  private Tidy() {}

  /** A line for each estimate, contrast, group, and average of effects on groups in periods. */
  public static String tidy(ResultDocument result) {
    List<Map<String, String>> lines = new ArrayList<>();
    result.estimates().forEach(effect -> lines.add(line("estimate", effect)));
    result.contrasts().forEach(effect -> lines.add(line("contrast", effect)));
    JointEntry joint = result.joint();
    for (int i = 0; joint != null && i < Math.min(lines.size(), joint.intervals().size()); i++) {
      put(joint.intervals().get(i), lines.get(i));
      Double p = joint.pRomanoWolf().get(i);
      lines.get(i).put(JOINT.get(2), p == null ? "" : number(p));
    }
    result.groups().forEach(effect -> lines.add(line("group", effect)));
    result.averages().forEach(average -> lines.add(line(average)));
    return csv(lines);
  }

  /** With columns for the key of its family, and what tells it from the others. */
  private static Map<String, String> line(AverageEntry average) {
    Map<String, String> line = line("average", average.effect());
    line.put("term", average.name());
    line.put("average", average.key());
    line.put("average.at", average.at().map(Sentence::number).orElse("all"));
    average.joint().ifPresent(interval -> put(interval, line));
    return line;
  }

  private static void put(EstimateEntry.Interval joint, Map<String, String> line) {
    line.put(JOINT.get(0), number(joint.lower()));
    line.put(JOINT.get(1), number(joint.upper()));
  }

  private static Map<String, String> line(String type, EstimateEntry effect) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("term", effect.name());
    line.put("estimate", number(effect.coefficient()));
    line.put("std.error", number(effect.standardError()));
    line.put("statistic", number(effect.t()));
    line.put("p.value", number(effect.p()));
    line.put("conf.low", number(effect.confidenceInterval().lower()));
    line.put("conf.high", number(effect.confidenceInterval().upper()));
    line.put("type", type);
    return line;
  }

  /** A line about the whole. */
  public static String glance(ResultDocument result) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("model", result.model());
    line.put("score", result.score());
    line.put("outcome", result.outcome().orElse(""));
    line.put("nobs", String.valueOf(result.observations()));
    line.put("covariates", String.valueOf(result.data().covariates().size()));
    line.put("folds", String.valueOf(result.folds()));
    line.put("repetitions", String.valueOf(result.repetitions()));
    line.put("aggregation", result.aggregation());
    line.put("conf.level", number(result.confidenceLevel()));
    line.put("seed", String.valueOf(result.seed()));
    result
        .preTreatment()
        .flatMap(tests -> tests.effects().test())
        .ifPresent(
            test -> {
              line.put("pre.treatment.statistic", number(test.statistic()));
              line.put("pre.treatment.df", String.valueOf(test.degrees()));
              line.put("pre.treatment.p.value", number(test.p()));
            });
    for (NuisanceEntry nuisance : result.nuisances()) {
      line.putIfAbsent("r2." + nuisance.name(), number(nuisance.r2()));
    }
    return csv(List.of(line));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static String csv(List<Map<String, String>> lines) {
    Set<String> columns = new LinkedHashSet<>();
    lines.forEach(line -> columns.addAll(line.keySet()));
    columns.addAll(JOINT.stream().filter(columns::remove).toList());
    List<List<String>> table = new ArrayList<>();
    table.add(List.copyOf(columns));
    for (Map<String, String> line : lines) {
      table.add(columns.stream().map(column -> line.getOrDefault(column, "")).toList());
    }
    return new CsvLines(table).text();
  }
}

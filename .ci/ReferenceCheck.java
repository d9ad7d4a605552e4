import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs every reference case that the program can say in a spec through the command, with learners at the level 95 %, and
 * with the expected predictions given at 90 %; and compares every section of what is expected.
 *
 * <p>A case is covered if its model, all its roles and all its options are in the tables of {@link ReferenceCase}; a
 * family is added by a line in them, a section by a line in {@link ReferenceQuestions}. Whatever is left out, whole cases
 * and sections, is counted and named with the reason.
 *
 * <p>Arguments: the launcher, directories of cases, perhaps {@code --only} with a part of their names. Exit 1 if a number
 * is off, or a section of a covered case is left out without a reason.
 */
class ReferenceCheck {

  private static final double TOLERANCE = 1e-8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path launcher;

  /** The predictions of the last run with learners. */
  private Path learnt;

  private int passed;
  private int failed;
  private int sections;
  private final Map<String, Integer> casesLeftOut = new TreeMap<>();
  private final Map<String, Integer> sectionsLeftOut = new TreeMap<>();

  ReferenceCheck(Path launcher) {
    this.launcher = launcher;
  }

  public static void main(String[] args) throws Exception {
    ReferenceCheck check = new ReferenceCheck(Path.of(args[0]).toAbsolutePath());
    int only = List.of(args).indexOf("--only");
    for (String directory : List.of(args).subList(1, only < 0 ? args.length : only)) {
      try (var cases = Files.list(Path.of(directory))) {
        for (Path each : cases.filter(Files::isDirectory).sorted().toList()) {
          if (only < 0 || each.getFileName().toString().contains(args[only + 1])) {
            check.look(ReferenceCase.of(each));
          }
        }
      }
    }
    System.exit(check.report() ? 0 : 1);
  }

  private boolean report() {
    int cases = sum(casesLeftOut);
    System.out.println(
        passed + " runs passed, " + failed + " failed, " + cases + " cases left out; " + sections + " sections compared, "
            + sum(sectionsLeftOut) + " and parts of them left out");
    casesLeftOut.forEach((why, count) -> System.out.println("  left out for " + why + ": " + count));
    sectionsLeftOut.forEach((section, count) -> System.out.println("  not compared " + count + " times: " + section));
    boolean unexplained = sectionsLeftOut.keySet().stream().anyMatch(section -> section.endsWith("NO REASON"));
    return failed == 0 && passed > 0 && !unexplained;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void look(ReferenceCase reference) throws Exception {
    if (reference.unknown().isPresent()) {
      casesLeftOut.merge(reference.unknown().get(), 1, Integer::sum);
      return;
    }
    List<String> left = ReferenceQuestions.leftOut(reference);
    left.forEach(section -> sectionsLeftOut.merge(section, 1, Integer::sum));
    sections += ReferenceQuestions.compared(reference);
    List<List<ReferenceQuestions.Question>> runs = runs(ReferenceQuestions.of(reference));
    for (List<ReferenceQuestions.Question> questions : runs) {
      run(reference, questions, false);
      if (questions == runs.getFirst() && Files.exists(reference.directory().resolve("predictions.csv"))) {
        run(reference, questions, true);
      }
    }
  }

  /** What is asked for in each run: kinds that differ together, what changes the estimates alone. */
  private static List<List<ReferenceQuestions.Question>> runs(List<ReferenceQuestions.Question> questions) {
    List<List<ReferenceQuestions.Question>> runs = new ArrayList<>(List.of(new ArrayList<>()));
    for (ReferenceQuestions.Question question : questions) {
      runs.stream()
          .filter(run -> !question.changesEstimates())
          .filter(run -> run.stream().noneMatch(other -> other.changesEstimates() || other.kind().equals(question.kind())))
          .findFirst()
          .ifPresentOrElse(run -> run.add(question), () -> runs.add(new ArrayList<>(List.of(question))));
    }
    return runs;
  }

  private void run(ReferenceCase reference, List<ReferenceQuestions.Question> questions, boolean given) throws Exception {
    String name =
        reference.directory().getFileName()
            + (questions.isEmpty() ? "" : " with " + String.join(", ", questions.stream().map(each -> each.name()).toList()))
            + (given ? " (predictions given)" : "");
    Path work = Files.createTempDirectory("dml-reference");
    ObjectNode spec = reference.spec(given);
    List<Integer> rows = new ArrayList<>();
    questions.forEach(question -> question.asks().accept(new ReferenceQuestions.Asked(spec, rows)));
    spec.withObject("/data").put("file", work.resolve("data.csv").toString());
    write(reference.folds(), rows, work.resolve("folds.csv"));
    write(reference.columns(), rows, work.resolve("data.csv"));
    Map<String, double[]> expected = reference.predictions(spec);
    if (given && reference.isOfCells()) {
      Files.copy(learnt, work.resolve("predictions.csv"));
    } else if (given) {
      write(expected, rows, work.resolve("predictions.csv"));
    }
    JSON.writeValue(work.resolve("spec.json").toFile(), spec);
    Path predicted = work.resolve("written.csv");
    learnt = given ? learnt : predicted;
    JsonNode result = estimate(work.resolve("spec.json"), given ? "0.9" : "0.95", predicted);
    String interval = given ? "ci90" : "ci95";
    boolean ofOthers = questions.stream().anyMatch(question -> question.changesEstimates());
    double worst = ofOthers ? 0 : ReferenceQuestions.always(reference, result, interval);
    for (ReferenceQuestions.Question question : questions) {
      worst = Deviations.largest(worst, question.compared().with(result, interval));
    }
    if (!given && rows.isEmpty() && spec.path("data").has("weights") == reference.json().at("/roles").has("sampling_weights")) {
      worst = Deviations.largest(worst, compare(reference, expected, ReferenceCase.read(predicted)));
    }
    boolean good = worst <= TOLERANCE;
    passed += good ? 1 : 0;
    failed += good ? 0 : 1;
    System.out.printf("%s %s: largest relative deviation %.1e%n", good ? "ok  " : "FAIL", name, worst);
  }

  private static void write(Map<String, double[]> columns, List<Integer> some, Path file) throws IOException {
    int all = columns.values().iterator().next().length;
    List<Integer> rows = some.isEmpty() ? IntStream.range(0, all).boxed().toList() : some;
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns.keySet())));
    for (int row : rows) {
      lines.add(String.join(",", columns.values().stream().map(column -> cell(column[row])).toList()));
    }
    Files.write(file, lines);
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : value == (long) value ? "" + (long) value : "" + value;
  }

  private JsonNode estimate(Path spec, String level, Path predictions) throws Exception {
    Process process =
        new ProcessBuilder(
                launcher.toString(), "estimate", spec.toString(), "--set", "confidence_level=" + level, "--format", "json",
                "--predictions", predictions.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(spec + ": exit " + process.exitValue());
    }
    return JSON.readTree(output);
  }

  /** Relative to the largest prediction of the column, so that one near zero does not count for more. */
  private static double compare(
      ReferenceCase reference, Map<String, double[]> expected, Map<String, double[]> actual) {
    double worst = 0;
    for (Map.Entry<String, double[]> column : expected.entrySet()) {
      double[] found = actual.get(column.getKey());
      double[] values = found == null ? null : reference.asExpected(column.getKey(), found);
      if (values == null && column.getKey().contains(".g=")) {
        continue; // learnt for another cell
      }
      if (Arrays.stream(column.getValue()).distinct().count() == 1) {
        continue; // r0 = 0 or r1 = 1 of an absent subgroup: not learnt, not used
      }
      if (values == null) {
        return Double.POSITIVE_INFINITY;
      }
      double scale = Arrays.stream(column.getValue()).filter(Double::isFinite).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < values.length; i++) {
        if (Double.isNaN(column.getValue()[i])) {
          continue; // outside the cell
        }
        double value = column.getKey().startsWith("ml_m.") ? clipLike(values[i], column.getValue()[i]) : values[i];
        worst = Deviations.largest(worst, Math.abs(value - column.getValue()[i]) / scale);
      }
    }
    return worst;
  }

  /** The reference stores propensities clipped at 0.01, the command as they were predicted. */
  private static double clipLike(double value, double expected) {
    return expected == 0.01 || expected == 0.99 ? Math.clamp(value, 0.01, 0.99) : value;
  }
}

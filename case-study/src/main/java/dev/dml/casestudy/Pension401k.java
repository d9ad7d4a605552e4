package dev.dml.casestudy;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.table.Roles;
import dev.dml.fetch.PublicDataSet;
import dev.dml.model.CausalModel;
import dev.dml.model.Slot;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The effect of 401(k) eligibility (PLR, IRM) and of participation among those who follow it (IIVM)
 * on net financial assets, in US dollars of 1991, with several learners, as in Chernozhukov et al.
 * (2018), section 6.2.
 */
@Command(
    name = "401k",
    mixinStandardHelpOptions = true,
    description = "401(k) eligibility and participation with several learners, as published.")
public final class Pension401k extends Study {

  private static final List<String> COVARIATES =
      List.of("age", "inc", "educ", "fsize", "marr", "twoearn", "db", "pira", "hown");
  private static final List<String> SQUARES =
      List.of("age_squared", "inc_squared", "educ_squared", "fsize_squared");

  @Option(
      names = "--repetitions",
      defaultValue = "10",
      description = "repetitions of sample splitting; default: ${DEFAULT-VALUE}")
  private int repetitions;

  @Option(
      names = "--trees",
      defaultValue = "500",
      description = "trees of a forest; default: ${DEFAULT-VALUE}")
  private int trees;

  Pension401k(Function<Optional<Path>, List<Path>> fetch) {
    super(fetch);
  }

  /** Runs the study; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    System.exit(program(new Pension401k(PublicDataSet.PENSION::fetch)).execute(arguments));
  }

  @Override
  int run(List<Path> files) {
    List<PensionLearners> columns = PensionLearners.all(trees);
    out()
        .printf(
            Locale.ROOT,
            "401(k): 5 folds, %d repetitions; coefficients in dollars (standard errors)%n%n",
            repetitions);
    MarkdownTable table =
        new MarkdownTable(
            "model",
            "learners",
            "this run",
            "between splits",
            "2018 paper (1)",
            "DoubleML (2)",
            "s");
    List<String> nuisances = new ArrayList<>();
    for (CausalModel model :
        List.of(
            PartiallyLinear.partiallingOut(),
            InteractiveRegression.of(Estimand.ATE),
            InteractiveIv.late().withoutAlwaysTakers())) {
      for (PensionLearners learners : columns) {
        DmlResult result = estimate(model, learners, files);
        table.add(row(result, learners));
        nuisances.add(model.name() + ", " + learners.name() + "\n\n" + new NuisanceTable(result));
      }
    }
    out().println(table);
    out().println("1. 5 folds, medians of 100 splits; other covariate sets and settings; as");
    out().println("   quoted elsewhere, not checked against the printed article.");
    out().println("2. R_double_ml_pension.ipynb: 3 folds, 1 repetition, glmnet, ranger, rpart,");
    out().println("   xgboost; lasso on the flexible covariates.");
    out().println();
    nuisances.forEach(out()::println);
    out().flush();
    return DONE;
  }

  private DmlResult estimate(CausalModel model, PensionLearners learners, List<Path> files) {
    CausalData data = Study.read(files.get(learners.squares() ? 1 : 0), roles(model, learners));
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(model).withFolds(5).withRepetitions(repetitions);
    for (Slot slot : model.slots(List.of(), List.of())) {
      estimator = estimator.withLearner(slot.name(), learners.of(slot.name()));
    }
    return estimator.estimate(data);
  }

  private static Roles roles(CausalModel model, PensionLearners learners) {
    List<String> covariates = new ArrayList<>(COVARIATES);
    if (learners.squares()) {
      covariates.addAll(SQUARES);
    }
    boolean instrumented = model instanceof InteractiveIv;
    return new Roles(
        "net_tfa",
        List.of(instrumented ? "p401" : "e401"),
        instrumented ? List.of("e401") : List.of(),
        Optional.of(covariates));
  }

  private static String[] row(DmlResult result, PensionLearners learners) {
    return new String[] {
      result.model(),
      learners.name(),
      String.format(Locale.ROOT, "%.0f (%.0f)", result.coefficient(), result.standardError()),
      String.format(Locale.ROOT, "%.0f", result.estimates().getFirst().splittingDeviation()),
      learners.paper(result.model()),
      learners.doubleMl(result.model()),
      seconds(result.run().wall())
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
  }
}

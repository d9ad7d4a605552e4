package dev.dml.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A design by name, of which parameters make a {@link Design}.
 *
 * @param name the name, such as {@code plr-ccddhnr2018}
 * @param description what it is, in a few words
 * @param parameters what can be chosen, in order
 * @param instruments how many instruments its data have, by its parameters
 * @param clusters how many dimensions of clusters its data have
 * @param isPanel whether its rows are units {@code id} in periods {@code time}
 * @param isSelected whether outcomes of its data are missing, where {@code s} is 0
 * @param maker makes the design of a value for each parameter
 */
public record DesignType(
    String name,
    String description,
    List<Parameter> parameters,
    Function<Map<String, Double>, Integer> instruments,
    int clusters,
    boolean isPanel,
    boolean isSelected,
    Function<Map<String, Double>, Design> maker) {

  /** A design of rows on their own, all of whose outcomes are known. */
  private DesignType(
      String name,
      String description,
      List<Parameter> parameters,
      Function<Map<String, Double>, Integer> instruments,
      int clusters,
      Function<Map<String, Double>, Design> maker) {
    this(name, description, parameters, instruments, clusters, false, false, maker);
  }

  /**
   * A number of a design.
   *
   * @param name such as {@code n}
   * @param usual its value if nothing is said
   * @param least the least legal value
   * @param most the largest legal value
   * @param isWhole whether it must be whole
   */
  public record Parameter(String name, double usual, double least, double most, boolean isWhole) {

    private static Parameter count(String name, int usual, int least) {
      return new Parameter(name, usual, least, 10_000_000, true);
    }

    private static Parameter real(String name, double usual, double least, double most) {
      return new Parameter(name, usual, least, most, false);
    }

    private static Parameter theta(double usual) {
      return real("theta", usual, -1e6, 1e6);
    }
  }

  private static final Parameter ROWS = Parameter.count("n", 500, 20);
  private static final double MOST_R2 = 0.99;

  private static final List<DesignType> ALL =
      List.of(
          new DesignType(
              "plr-ccddhnr2018",
              "partially linear, smooth nuisances",
              List.of(ROWS, Parameter.count("p", 20, 3), Parameter.theta(0.5)),
              values -> 0,
              0,
              values ->
                  new PartiallyLinearDesign(
                      whole(values, "n"), whole(values, "p"), number(values, "theta"))),
          new DesignType(
              "plr-turrell2018",
              "partially linear, nuisances that are waves",
              List.of(
                  Parameter.count("n", 100, 20), Parameter.count("p", 20, 1), Parameter.theta(0.5)),
              values -> 0,
              0,
              values ->
                  new WaveDesign(whole(values, "n"), whole(values, "p"), number(values, "theta"))),
          new DesignType(
              "plr-ahsw2024",
              "partially linear, errors of unequal size",
              List.of(
                  Parameter.count("n", 1000, 20),
                  new Parameter("dgp", 1, 1, 5, true),
                  Parameter.theta(0.5)),
              values -> 0,
              0,
              values ->
                  new UnequalErrorsDesign(
                      whole(values, "n"), whole(values, "dgp"), number(values, "theta"))),
          new DesignType(
              "irm",
              "treatment of 0 and 1 whose effect depends on the covariates",
              List.of(
                  ROWS,
                  Parameter.count("p", 20, 1),
                  Parameter.theta(0),
                  Parameter.real("r2_d", 0.5, 0, MOST_R2),
                  Parameter.real("r2_y", 0.5, 0, MOST_R2)),
              values -> 0,
              0,
              values ->
                  new InteractiveDesign(
                      whole(values, "n"),
                      whole(values, "p"),
                      number(values, "theta"),
                      number(values, "r2_d"),
                      number(values, "r2_y"))),
          new DesignType(
              "iivm",
              "treatment and instrument of 0 and 1, some comply",
              List.of(
                  ROWS,
                  Parameter.count("p", 20, 1),
                  Parameter.theta(1),
                  Parameter.real("alpha_x", 0.2, 0.01, 10)),
              values -> 1,
              0,
              values ->
                  new ComplianceDesign(
                      whole(values, "n"),
                      whole(values, "p"),
                      number(values, "theta"),
                      number(values, "alpha_x"))),
          new DesignType(
              "pliv-chs2015",
              "partially linear with instruments",
              List.of(
                  ROWS,
                  Parameter.count("p", 20, 1),
                  Parameter.count("q", 1, 1),
                  Parameter.theta(1)),
              values -> whole(values, "q"),
              0,
              values ->
                  new InstrumentsDesign(
                      whole(values, "n"),
                      whole(values, "p"),
                      whole(values, "q"),
                      number(values, "theta"))),
          new DesignType(
              "pliv-multiway-ckms2021",
              "partially linear with an instrument and two dimensions of clusters",
              List.of(
                  Parameter.count("n1", 25, 4),
                  Parameter.count("n2", 25, 4),
                  Parameter.count("p", 100, 1),
                  Parameter.theta(1)),
              values -> 1,
              2,
              values ->
                  new TwoWayDesign(
                      whole(values, "n1"),
                      whole(values, "n2"),
                      whole(values, "p"),
                      number(values, "theta"))),
          new DesignType(
              "did-sz2020",
              "change between two periods, without an effect",
              List.of(ROWS, new Parameter("dgp", 1, 1, 6, true)),
              values -> 0,
              0,
              values -> new ChangeDesign(whole(values, "n"), whole(values, "dgp"))),
          new DesignType(
              "panel-plr-cp2025",
              "partially linear panel with effects of units",
              List.of(
                  Parameter.count("n", 250, 4),
                  Parameter.count("t", 10, 2),
                  Parameter.count("p", 30, 3),
                  new Parameter("dgp", 1, 1, 3, true),
                  Parameter.theta(0.5)),
              values -> 0,
              0,
              true,
              false,
              values ->
                  new PanelDesign(
                      whole(values, "n"),
                      whole(values, "t"),
                      whole(values, "p"),
                      whole(values, "dgp"),
                      number(values, "theta"))),
          new DesignType(
              "ssm",
              "treatment of 0 and 1, outcomes that are missing",
              List.of(
                  Parameter.count("n", 8000, 20),
                  Parameter.count("p", 100, 1),
                  Parameter.theta(1),
                  new Parameter("mar", 1, 0, 1, true)),
              values -> 1 - whole(values, "mar"),
              0,
              false,
              true,
              values ->
                  new SelectionDesign(
                      whole(values, "n"),
                      whole(values, "p"),
                      number(values, "theta"),
                      whole(values, "mar") == 1)));

  /** Copies. */
  public DesignType {
    parameters = List.copyOf(parameters);
  }

  /** All designs. */
  public static List<DesignType> all() {
    return ALL;
  }

  /** The design of a name. */
  public static Optional<DesignType> named(String name) {
    return ALL.stream().filter(type -> type.name.equals(name)).findFirst();
  }

  /**
   * The design with some values, and the usual ones otherwise.
   *
   * @throws IllegalArgumentException if values do not go together, with a sentence
   */
  public Design create(Map<String, Double> some) {
    return maker.apply(values(some));
  }

  /** A value for each parameter. */
  public Map<String, Double> values(Map<String, Double> some) {
    Map<String, Double> values = new LinkedHashMap<>();
    parameters.forEach(each -> values.put(each.name, some.getOrDefault(each.name, each.usual)));
    return values;
  }

  private static double number(Map<String, Double> values, String name) {
    return Objects.requireNonNull(values.get(name));
  }

  private static int whole(Map<String, Double> values, String name) {
    return (int) number(values, name);
  }
}

package dev.dml.fetch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a published file becomes CSV files that a spec can name. */
enum Recipe {
  /**
   * The Pennsylvania reemployment bonus experiment as analysed by Chernozhukov et al. (2018),
   * section 6.1: the controls (group 0) and the treated of group 4, for whom {@code tg} becomes 1;
   * the outcome {@code inuidur1} is the logarithm of the weeks of unemployment; the number of
   * dependants, 0, 1 or 2 for more, becomes {@code dep1} and {@code dep2}.
   */
  BONUS {
    private static final List<String> UNCHANGED_BEFORE = List.of("female", "black", "othrace");
    private static final List<String> UNCHANGED_AFTER =
        List.of("q2", "q3", "q4", "q5", "q6", "agelt35", "agegt54", "durable", "lusd", "husd");

    @Override
    Map<String, List<String>> prepare(List<String> published) {
      RawTable table = RawTable.of(published, "\\s+");
      List<String> lines = new ArrayList<>();
      lines.add(
          csv(
              List.of(
                  List.of("inuidur1", "tg"),
                  UNCHANGED_BEFORE,
                  List.of("dep1", "dep2"),
                  UNCHANGED_AFTER)));
      for (List<String> row : table.rows()) {
        String group = table.cell(row, "tg");
        if (group.equals("0") || group.equals("4")) {
          double weeks = Double.parseDouble(table.cell(row, "inuidur1"));
          String dependants = table.cell(row, "dep");
          lines.add(
              csv(
                  List.of(
                      List.of(Double.toString(Math.log(weeks)), group.equals("4") ? "1" : "0"),
                      cells(table, row, UNCHANGED_BEFORE),
                      List.of(
                          dependants.equals("1") ? "1" : "0", dependants.equals("2") ? "1" : "0"),
                      cells(table, row, UNCHANGED_AFTER))));
        }
      }
      return Map.of("bonus.csv", lines);
    }
  },

  /**
   * 401(k) eligibility in the 1991 Survey of Income and Program Participation as analysed by
   * Chernozhukov et al. (2018), section 6.2: net financial assets {@code net_tfa}, eligibility
   * {@code e401}, participation {@code p401} and nine covariates; {@code 401k-flex.csv} adds the
   * squares of age, inc, educ and fsize.
   */
  PENSION {
    private static final List<String> COLUMNS =
        List.of(
            "net_tfa", "e401", "p401", "age", "inc", "educ", "fsize", "marr", "twoearn", "db",
            "pira", "hown");
    private static final List<String> SQUARED = List.of("age", "inc", "educ", "fsize");

    @Override
    Map<String, List<String>> prepare(List<String> published) {
      RawTable table = RawTable.of(published, ",");
      List<String> plain = new ArrayList<>(List.of(csv(List.of(COLUMNS))));
      List<String> flexible =
          new ArrayList<>(
              List.of(
                  csv(List.of(COLUMNS, SQUARED.stream().map(name -> name + "_squared").toList()))));
      for (List<String> row : table.rows()) {
        List<String> cells = cells(table, row, COLUMNS);
        plain.add(csv(List.of(cells)));
        flexible.add(
            csv(List.of(cells, cells(table, row, SQUARED).stream().map(Recipe::square).toList())));
      }
      Map<String, List<String>> files = new LinkedHashMap<>();
      files.put("401k.csv", plain);
      files.put("401k-flex.csv", flexible);
      return files;
    }
  },

  /**
   * Teen employment in 500 counties, 2003 to 2007, as analysed by Callaway and Sant'Anna (2021) and
   * in R's package did: the first year with a higher minimum wage {@code first_year}, 0 if none,
   * the logarithms of teen employment {@code lemp} and of population in thousands {@code lpop}.
   */
  MINIMUM_WAGE {
    private static final List<String> PUBLISHED =
        List.of("countyreal", "year", "first.treat", "lemp", "lpop");

    @Override
    Map<String, List<String>> prepare(List<String> published) {
      RawTable table = RawTable.of(published, ",");
      List<String> lines =
          new ArrayList<>(
              List.of(csv(List.of(List.of("county", "year", "first_year", "lemp", "lpop")))));
      table.rows().forEach(row -> lines.add(csv(List.of(cells(table, row, PUBLISHED)))));
      return Map.of("mpdta.csv", lines);
    }
  };

  /** The lines of each prepared file by its name; the first is the one to begin with. */
  abstract Map<String, List<String>> prepare(List<String> published);

  private static List<String> cells(RawTable table, List<String> row, List<String> names) {
    return names.stream().map(name -> table.cell(row, name)).toList();
  }

  private static String square(String number) {
    return new BigDecimal(number).pow(2).toPlainString();
  }

  private static String csv(List<List<String>> parts) {
    return String.join(",", parts.stream().flatMap(List::stream).toList());
  }
}

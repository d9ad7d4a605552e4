package dev.dml.benchmark.peers.work;

import dev.dml.data.Column;
import dev.dml.data.MissingPolicy;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An outcome of a published study, with the treatment and the covariates that go with it. */
public enum Study implements Source {
  /** The logarithm of the weeks of unemployment in the Pennsylvania bonus experiment. */
  BONUS(
      "bonus",
      5099,
      "inuidur1",
      "tg",
      "female black othrace dep1 dep2 q2 q3 q4 q5 q6 agelt35 agegt54 durable lusd husd"),
  /** Net financial assets in dollars, SIPP 1991. */
  ASSETS("401k", 9915, "net_tfa", "e401", "age inc educ fsize marr twoearn db pira hown"),
  /** Whether a household takes part in a 401(k) plan, 0 or 1. */
  PARTICIPATION("401k", 9915, "p401", "e401", "age inc educ fsize marr twoearn db pira hown"),
  /** Total wealth in dollars, which only the file as published has. */
  WEALTH("401k-published", 9915, "tw", "e401", "age inc educ fsize marr twoearn db pira hown"),
  /** Visits to a doctor in a year of the RAND health insurance experiment. */
  VISITS(
      "rand", 20190, "mdvis", "coinsured", "lncoins idp lpi fmde physlm disea hlthg hlthf hlthp");

  private final String file;
  private final int rows;
  private final String outcome;
  private final String treatment;
  private final String covariates;

  Study(String file, int rows, String outcome, String treatment, String covariates) {
    this.file = file;
    this.rows = rows;
    this.outcome = outcome;
    this.treatment = treatment;
    this.covariates = covariates;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return covariates().size();
  }

  private List<String> covariates() {
    return List.of(covariates.split(" "));
  }

  @Override
  public Optional<Draw> rows(Work work, Map<String, Path> files) throws IOException {
    if (!files.containsKey(file)) {
      return Optional.empty();
    }
    Roles roles = new Roles(outcome, List.of(treatment), List.of(), Optional.of(covariates()));
    var data = new CsvFile(files.get(file)).read().causalData(roles, MissingPolicy.ERROR);
    return Optional.of(
        new Draw(
            data.covariates().columns().stream().map(Column::toArray).toList(),
            data.outcome().toArray(),
            data.treatments().getFirst().toArray()));
  }
}

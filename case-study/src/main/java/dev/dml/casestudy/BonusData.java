package dev.dml.casestudy;

import dev.dml.data.CausalData;
import dev.dml.data.table.Roles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Pennsylvania reemployment bonus experiment: the logarithm of the weeks of unemployment {@code
 * inuidur1}, the offer of a bonus {@code tg}, and 15 covariates.
 */
final class BonusData {

  private static final Roles ROLES =
      new Roles("inuidur1", List.of("tg"), List.of(), Optional.empty());

  private BonusData() {}

  static CausalData read(Path file) {
    return Study.read(file, ROLES);
  }
}

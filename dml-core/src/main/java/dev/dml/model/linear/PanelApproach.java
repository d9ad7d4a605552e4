package dev.dml.model.linear;

import dev.dml.data.Observations;
import dev.dml.data.panel.PanelRows;
import java.util.Locale;

/**
 * How what is particular to a unit is kept out of an effect; with t for periods and bars for means
 * over a unit.
 *
 * <p>Source: Clarke and Polselli (2025); see {@link PartiallyLinearPanel}.
 */
public enum PanelApproach {
  /** First differences: y<sub>t</sub> &minus; y<sub>t&minus;1</sub> given x of both periods. */
  FD_EXACT("first differences"),
  /**
   * Deviations from the means of units, of covariates too: exact where nuisances are linear, else
   * approximate.
   */
  WG_APPROX("deviations from the means of units"),
  /**
   * Correlated random effects: nuisances know the unit means of the covariates, and m&#770; is
   * moved so that its mean over a unit is that of the treatment.
   */
  CRE_GENERAL("correlated random effects"),
  /**
   * Correlated random effects of treatments that are jointly normal: nuisances know the unit means
   * of the covariates, and ml_m that of the treatment.
   */
  CRE_NORMAL("correlated random effects, normal treatment");

  private final String words;

  PanelApproach(String words) {
    this.words = words;
  }

  /** The name in a spec, such as {@code fd-exact}. */
  public String specName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String words() {
    return words;
  }

  Observations observations(PanelRows rows) {
    return switch (this) {
      case FD_EXACT -> rows.differences();
      case WG_APPROX -> rows.deviations();
      case CRE_GENERAL -> rows.means(false);
      case CRE_NORMAL -> rows.means(true);
    };
  }
}

package dev.dml.model.did;

import dev.dml.model.EffectSignal;
import dev.dml.model.SensitivityElements;

/** Treated and controls, before and after. */
interface Comparison {

  /** What each row says about the effect: &psi;<sub>b</sub> and &minus;&psi;<sub>a</sub>. */
  EffectSignal signal();

  /** What bounds the bias by a confounder that nobody observed. */
  SensitivityElements sensitivity();
}

package dev.dml.detached;

import java.time.Duration;
import java.util.Map;

/**
 * How often a driver says that it lives, and what follows from that. Only spans are compared that
 * one process has measured: no clock of another machine is trusted.
 *
 * @param beat the time between two beats
 */
public record Pace(Duration beat) {

  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final String VARIABLE = "DML_BEAT_MILLIS";

  /** The usual pace, unless a variable of the process says another. */
  public static Pace of(Map<String, String> environment) {
    String millis = environment.get(VARIABLE);
    return new Pace(millis == null ? USUAL : Duration.ofMillis(Long.parseLong(millis)));
  }

  /** How long after its last beat began a driver may still send invocations. */
  public Duration freshness() {
    return beat.multipliedBy(3);
  }

  /**
   * How long another one hears nothing before it takes over: longer, so that they never send at the
   * same time.
   */
  public Duration patience() {
    return beat.multipliedBy(5);
  }

  /**
   * After what silence a driver is taken for dead by somebody who looks once: three minutes, since
   * this one goes by the clock of another machine.
   */
  Duration silence() {
    return beat.multipliedBy(18);
  }

  /** How often somebody who watches looks. */
  public Duration look() {
    return beat.dividedBy(2);
  }
}

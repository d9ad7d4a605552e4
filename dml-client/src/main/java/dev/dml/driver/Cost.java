package dev.dml.driver;

import dev.dml.aws.deployment.Deployment;
import dev.dml.billing.Prices;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import java.time.Duration;

/** What driving costs, beside the invocations that are driven. */
final class Cost {

  private final int memoryMegabytes;
  private final Prices prices;

  /**
   * The cost of a driver of so much memory.
   *
   * @param spec says where the prices are
   */
  Cost(int memoryMegabytes, BackendSpec.Lambda spec, Deployment deployment) {
    this.memoryMegabytes = memoryMegabytes;
    this.prices =
        Prices.of(
            spec.prices(),
            System.getenv(),
            deployment.region(),
            System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
  }

  /** What so long costs. */
  Usd of(Duration driven) {
    return prices.compute(GigabyteSeconds.of(memoryMegabytes, driven));
  }
}

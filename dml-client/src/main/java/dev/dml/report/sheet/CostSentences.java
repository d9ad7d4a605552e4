package dev.dml.report.sheet;

import dev.dml.report.number.Digits;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.util.ArrayList;
import java.util.List;

/** What a run used of a cloud, for a person. */
record CostSentences(CloudUsage usage) {

  List<String> all() {
    List<String> sentences =
        new ArrayList<>(List.of(total(), billed(), calls(), concurrency(), store()));
    if (usage.earlier().commands() > 0) {
      sentences.add(earlier());
    }
    if (usage.unanswered().invocations() > 0) {
      sentences.add(unanswered());
    }
    if (!usage.earlier().complete()) {
      sentences.add(kept());
    }
    return List.copyOf(sentences);
  }

  private String kept() {
    return usage.earlier().commands() == 0
        ? "not counted: what earlier commands of this run were billed, of which "
            + count(usage.keptFits(), "fit")
            + " were kept"
        : "not counted: what was billed for some of the "
            + count(usage.keptFits(), "fit")
            + " that were kept, of which this machine has no record";
  }

  private String earlier() {
    CloudUsage.Earlier earlier = usage.earlier();
    return "of all this, "
        + count(earlier.commands(), "earlier command")
        + " of this run: "
        + count(earlier.invocations(), call())
        + ", "
        + gigabyteSeconds(earlier.used())
        + " GB-seconds";
  }

  private String unanswered() {
    CloudUsage.Unanswered unanswered = usage.unanswered();
    return "not counted: "
        + count(unanswered.invocations(), call())
        + " that a killed command sent and never saw answered, at most "
        + gigabyteSeconds(unanswered.most())
        + " GB-seconds and "
        + unanswered.cost();
  }

  private String total() {
    CloudUsage.Cost cost = usage.cost();
    return (usage.earlier().complete() ? "" : "at least ")
        + cost.total()
        + ": computing "
        + amount(cost.measuredComputing().plus(cost.estimatedComputing()))
        + ", requests "
        + amount(cost.requests())
        + ", Amazon S3 "
        + amount(cost.storeRequests().plus(cost.storage()))
        + "; prices of "
        + cost.pricedAs()
        + ", "
        + cost.pricesOf()
        + ", without free tier";
  }

  private static String amount(Usd amount) {
    return amount.toString().replace(" USD", "");
  }

  private String billed() {
    CloudUsage.Billed billed = usage.billed();
    String estimated =
        billed.estimated().equals(GigabyteSeconds.ZERO)
            ? "all measured"
            : gigabyteSeconds(billed.estimated()) + " of them estimated";
    return processors()
        + gigabyteSeconds(billed.total())
        + " GB-seconds, "
        + estimated
        + " ("
        + Digits.count(usage.function().memoryMegabytes())
        + " MB, "
        + usage.function().vcpu().stream().mapToObj(each -> each + " vCPU, ").findFirst().orElse("")
        + usage.function().architecture()
        + "); "
        + Digits.percent(Math.rint(1000 * billed.wastedShare()) / 1000)
        + " for results that were not used";
  }

  /** What AWS Fargate bills beside memory. */
  private String processors() {
    return usage.vcpuSeconds().isPresent()
        ? Digits.significant(usage.vcpuSeconds().getAsDouble(), 3) + " vCPU-seconds and "
        : "";
  }

  private String call() {
    return usage.function().vcpu().isPresent() ? "job" : "invocation";
  }

  private static String gigabyteSeconds(GigabyteSeconds used) {
    return Digits.significant(used.value(), 3);
  }

  private String calls() {
    CloudUsage.Calls calls = usage.calls();
    List<String> parts = new ArrayList<>();
    parts.add(count(calls.attempts(), "attempt"));
    parts.add(count(calls.invocations(), call()) + " billed");
    if (usage.function().vcpu().isEmpty()) {
      parts.add(count(calls.coldStarts(), "cold start"));
    }
    add(calls.retries(), "retried", parts);
    add(calls.hedges(), "sent twice", parts);
    add(calls.throttled(), "throttled", parts);
    add(calls.failed(), "failed", parts);
    return String.join(", ", parts);
  }

  private static void add(int count, String what, List<String> parts) {
    if (count > 0) {
      parts.add(Digits.count(count) + " " + what);
    }
  }

  private static String count(long count, String noun) {
    return Digits.count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private String concurrency() {
    CloudUsage.Concurrency concurrency = usage.concurrency();
    return "at most "
        + Digits.count(concurrency.peak())
        + " "
        + call()
        + "s at once, "
        + Digits.significant(concurrency.mean(), 2)
        + " on average";
  }

  private String store() {
    CloudUsage.StoreRequests all = usage.functionStore().plus(usage.clientStore());
    return "Amazon S3: "
        + count(all.reads(), "read")
        + ", "
        + count(all.writes(), "write")
        + ", "
        + Digits.significant(all.bytesWritten() / 1e6, 3)
        + " MB stored, which expire in a month";
  }
}

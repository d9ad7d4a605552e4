package dev.dml.report;

import dev.dml.quote.ContainerQuote;
import dev.dml.quote.Quote;
import dev.dml.quote.RunSize;
import dev.dml.report.number.Digits;
import dev.dml.report.sheet.Sheet;
import dev.dml.task.Batching;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A quote for a person or a program.
 *
 * @param quote the quote
 * @param budget what the run may cost, if that is said
 * @param least the same with the fewest repetitions, if they stop when they are enough
 */
public record QuoteReport(Quote quote, Optional<Usd> budget, Optional<Quote> least) {

  /**
   * Tables and sentences.
   *
   * @param width how many characters fit on a line
   */
  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Wrapped.of(title(), width, "").lines());
    section("Fits that were measured, in seconds of one processor", fits(), width, lines);
    section("What it would take and cost", cells(quote.cells()), width, lines);
    if (!quote.byConcurrency().isEmpty()) {
      section("With fewer at once, and by backend.prefer", byConcurrency(), width, lines);
    }
    if (!quote.containers().isEmpty()) {
      section("In containers of AWS Batch (backend.type: batch)", containers(), width, lines);
    }
    lines.add("");
    lines.addAll(Wrapped.of(recommendation(), width, "").lines());
    lines.add("");
    for (String sentence : assumptions()) {
      Wrapped.of(sentence, width - 2, "").lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private String title() {
    return "A run of "
        + Digits.count(quote.workload().tasks())
        + " fits on AWS Lambda, at most "
        + Digits.count(quote.limit().atOnce())
        + " at once, "
        + quote.prices().architecture()
        + ", "
        + Digits.fixed(quote.workload().dataBytes() / 1e6, 1)
        + " MB of data";
  }

  private static void section(String title, Sheet sheet, int width, List<String> lines) {
    lines.add("");
    lines.add(title);
    new TextTable(sheet)
        .lines(width - 2)
        .forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
  }

  private Sheet fits() {
    return new Sheet.Builder<RunSize.Fits>("fits", quote.workload().fits())
        .words("nuisance", RunSize.Fits::name)
        .numbers("fits", fits -> Digits.count(fits.tasks()))
        .numbers("measured", fits -> Digits.count(fits.measured()))
        .numbers("first", fits -> Digits.significant(fits.first(), 2))
        .numbers("steady", fits -> Digits.significant(fits.steady(), 2))
        .build();
  }

  private Sheet byConcurrency() {
    return new Sheet.Builder<Quote.Cell>("concurrency", quote.byConcurrency())
        .numbers("at once", cell -> Digits.count(cell.atOnce()))
        .words("prefer", cell -> cell.prefer().toString())
        .numbers("MB", cell -> Digits.count(cell.memoryMegabytes()))
        .numbers("invoked", cell -> Digits.count(cell.invocations()))
        .numbers("s in all", cell -> Digits.significant(cell.wallSeconds(), 2))
        .numbers("USD", cell -> Digits.significant(cell.cost().value(), 2))
        .words("", this::mark)
        .words("", QuoteReport::markNew)
        .build();
  }

  private Sheet containers() {
    return new Sheet.Builder<ContainerQuote.Cell>("containers", quote.containers())
        .numbers("vCPU", cell -> Digits.count(cell.size().vcpu()))
        .numbers("MB", cell -> Digits.count(cell.size().memoryMegabytes()))
        .numbers("jobs", cell -> Digits.count(cell.jobs()))
        .numbers("s each", cell -> Digits.significant(cell.secondsEach(), 2))
        .numbers("s in all", cell -> Digits.significant(cell.wallSeconds(), 2))
        .numbers("GB-s", cell -> Digits.significant(cell.used().value(), 3))
        .numbers("USD", cell -> Digits.significant(cell.cost().value(), 2))
        .words("", this::mark)
        .build();
  }

  private String mark(ContainerQuote.Cell cell) {
    if (Optional.of(cell).equals(quote.recommendedContainer())) {
      return "<-";
    }
    return budget.filter(most -> cell.cost().compareTo(most) > 0).map(most -> "over").orElse("");
  }

  private static String markNew(Quote.Cell cell) {
    return cell.isBeyondNewAccount() ? "*" : "";
  }

  private Sheet cells(List<Quote.Cell> cells) {
    return new Sheet.Builder<Quote.Cell>("cells", cells)
        .numbers("MB", cell -> Digits.count(cell.memoryMegabytes()))
        .words("batch", Quote.Cell::batching)
        .numbers("invoked", cell -> Digits.count(cell.invocations()))
        .numbers("cold", cell -> Digits.count(cell.coldStarts()))
        .numbers("s each", cell -> Digits.significant(cell.secondsEach(), 2))
        .numbers("s in all", cell -> Digits.significant(cell.wallSeconds(), 2))
        .numbers("GB-s", cell -> Digits.significant(cell.used().value(), 3))
        .numbers("USD", cell -> Digits.significant(cell.cost().value(), 2))
        .words("", this::mark)
        .words("", QuoteReport::markNew)
        .build();
  }

  private String mark(Quote.Cell cell) {
    if (cell.problem().isPresent()) {
      return "!";
    }
    if (Optional.of(cell).equals(quote.recommended()) && quote.recommendedContainer().isEmpty()) {
      return "<-";
    }
    return exceeds(cell) ? "over" : "";
  }

  private boolean exceeds(Quote.Cell cell) {
    return budget.filter(most -> cell.cost().compareTo(most) > 0).isPresent();
  }

  private String recommendation() {
    if (quote.recommendedContainer().isPresent()) {
      ContainerQuote.Cell cell = quote.recommendedContainer().get();
      return "Recommended: backend.type=batch with vcpu="
          + cell.size().vcpu()
          + " and memory_mb="
          + cell.size().memoryMegabytes()
          + (quote.recommended().isEmpty()
              ? ", since the data are too large for AWS Lambda: about "
              : ", the best if backend.prefer is " + quote.prefer() + ": about ")
          + cell.cost();
    }
    return quote
        .recommended()
        .map(
            cell ->
                "Recommended: MemorySize="
                    + cell.memoryMegabytes()
                    + " and backend.batch="
                    + cell.batching()
                    + ", the best if backend.prefer is "
                    + quote.prefer()
                    + ": about "
                    + cell.cost()
                    + (exceeds(cell) ? ", which is over backend.max_cost_usd" : ""))
        .orElse("None of these would work: the data are too large for AWS.");
  }

  /** The recommended way with the fewest repetitions. */
  private Optional<Quote.Cell> leastCell() {
    return least.flatMap(
        few ->
            quote
                .recommended()
                .map(
                    cell ->
                        few.cell(
                            cell.memoryMegabytes(),
                            cell.batching(),
                            Objects.requireNonNull(Batching.byName().get(cell.batching())))));
  }

  private String range(Quote.Cell cell) {
    return "The repetitions stop when they are enough: all this is for the most that there may be."
        + " With the fewest, "
        + Digits.count(least.orElseThrow().workload().tasks())
        + " fits, what is recommended takes "
        + Digits.significant(cell.wallSeconds(), 2)
        + " s and costs about "
        + cell.cost()
        + ".";
  }

  private static String driving(Quote.Driver driver) {
    return "With --detach, a driver of "
        + Digits.count(Quote.DRIVER_MEGABYTES)
        + " MB is billed for about "
        + Digits.significant(driver.seconds(), 2)
        + " s beside that: about "
        + driver.cost()
        + ".";
  }

  private Optional<String> tuning(RunSize.Fits fits) {
    return fits.tuning()
        .map(
            limit ->
                "The "
                    + Digits.count(fits.tasks())
                    + " fits of "
                    + fits.name()
                    + " begin no further trial of settings after "
                    + seconds(limit)
                    + " s each: at most "
                    + seconds(limit.multipliedBy(fits.tasks()))
                    + " s in all, about "
                    + Quote.compute(limit.multipliedBy(fits.tasks()), quote.prices())
                    + " with 1,769 MB, beside the trial that each is at then.");
  }

  private static String seconds(Duration time) {
    return Digits.significant(time.toNanos() / 1e9, 2);
  }

  private List<String> assumptions() {
    List<String> sentences = new ArrayList<>();
    leastCell().map(this::range).ifPresent(sentences::add);
    quote.recommendedDriver().map(QuoteReport::driving).ifPresent(sentences::add);
    quote.workload().fits().forEach(fits -> tuning(fits).ifPresent(sentences::add));
    quote.cells().stream()
        .flatMap(cell -> cell.problem().stream())
        .distinct()
        .forEach(problem -> sentences.add("!: " + problem + "."));
    if (quote.cells().stream().anyMatch(this::exceeds)) {
      sentences.add("over: costs more than backend.max_cost_usd.");
    }
    sentences.add(
        "*: not in a new account, which has "
            + Quote.NEW_ACCOUNT_AT_ONCE
            + " invocations at once and functions of at most "
            + Digits.count(Quote.NEW_ACCOUNT_MEGABYTES)
            + " MB, until AWS raises both on request.");
    quote
        .interruption()
        .ifPresent(why -> sentences.add("Fewer fits were measured than intended: " + why + "."));
    sentences.add(
        "Prices of "
            + quote.prices().pricedAs()
            + ", "
            + quote.prices().date()
            + ", without free tier; no attempt fails.");
    quote.prices().warning().ifPresent(warning -> sentences.add(warning + "."));
    sentences.add(
        Digits.count(quote.limit().atOnce())
            + " invocations at once: "
            + quote.limit().source()
            + ".");
    sentences.add("All is estimated: " + quote.platform().source() + ".");
    if (!quote.containers().isEmpty()) {
      sentences.add(
          "A container is taken to start in "
              + Digits.significant(ContainerQuote.WAIT_SECONDS, 2)
              + " s, which are not billed, and to be billed for a minute at least; "
              + ContainerQuote.PROCESSORS_AT_ONCE
              + " processors run at once.");
    }
    sentences.add(
        "1,769 MB of memory are one processor, 10,240 MB six; a fit uses one, a batch as many as it"
            + " has fits.");
    return sentences;
  }

  /** The same in JSON. */
  public String json() {
    return new QuoteJson(quote, budget, least, leastCell()).text();
  }
}

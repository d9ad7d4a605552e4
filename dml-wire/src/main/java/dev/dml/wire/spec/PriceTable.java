package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.InvalidInput;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.yaml.SpecNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS charges by region, as a file in YAML or JSON says it.
 *
 * @param date when the prices were looked up
 * @param regions the prices of each region, by its name
 */
public record PriceTable(LocalDate date, Map<String, Region> regions) {

  /** Copies. */
  public PriceTable {
    regions = Map.copyOf(regions);
  }

  /**
   * The prices of a region.
   *
   * @param x86 a GB-second of AWS Lambda on x86_64
   * @param arm a GB-second of AWS Lambda on arm64
   * @param millionRequests a million invocations
   * @param containers what AWS Fargate charges, if that is known
   * @param thousandWrites 1,000 requests to Amazon S3 that write or list
   * @param thousandReads 1,000 requests to Amazon S3 that read
   * @param storedGigabyteMonth a GB in Amazon S3 for a month
   */
  public record Region(
      Usd x86,
      Usd arm,
      Usd millionRequests,
      Optional<Containers> containers,
      Usd thousandWrites,
      Usd thousandReads,
      Usd storedGigabyteMonth) {}

  /**
   * The prices of containers of AWS Fargate in a region, with Linux.
   *
   * @param x86 on x86_64
   * @param arm on arm64
   */
  public record Containers(Hour x86, Hour arm) {}

  /**
   * What an hour costs.
   *
   * @param vcpu of a processor
   * @param gigabyte of a GB of memory
   */
  public record Hour(Usd vcpu, Usd gigabyte) {}

  /**
   * Reads a table.
   *
   * @param source what the file is called in messages
   * @param text its content
   * @throws InvalidInput with every problem and its place
   */
  public static PriceTable read(String source, String text) {
    JsonNode tree = SpecFile.parse(source, "", text);
    if (!tree.isObject()) {
      throw new InvalidInput(source + ": prices are a mapping of keys to values");
    }
    List<String> problems = new ArrayList<>();
    SpecNode root = new SpecNode("", tree, problems);
    Optional<LocalDate> date = date(root);
    SpecNode section = root.object("regions");
    Map<String, Region> regions = new LinkedHashMap<>();
    section.entries().keySet().forEach(name -> regions.put(name, region(section.object(name))));
    if (regions.isEmpty()) {
      root.problem("regions", "must name at least one region");
    }
    root.refuseOtherKeys();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems.stream().map(problem -> source + ": " + problem).toList());
    }
    return new PriceTable(date.orElseThrow(), regions);
  }

  private static Optional<LocalDate> date(SpecNode root) {
    Optional<String> text = root.requiredText("date");
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      root.problem("date", "must be a date such as 2026-11-24, but was " + text.orElseThrow());
      return Optional.empty();
    }
  }

  private static Region region(SpecNode node) {
    SpecNode compute = node.object("gb_second");
    SpecNode s3 = node.object("s3");
    Region region =
        new Region(
            price(compute, "x86_64"),
            price(compute, "arm64"),
            price(node, "million_requests"),
            containers(node),
            price(s3, "thousand_writes"),
            price(s3, "thousand_reads"),
            price(s3, "gb_month"));
    compute.refuseOtherKeys();
    s3.refuseOtherKeys();
    node.refuseOtherKeys();
    return region;
  }

  private static Optional<Containers> containers(SpecNode node) {
    if (!node.has("fargate")) {
      return Optional.empty();
    }
    SpecNode fargate = node.object("fargate");
    Containers containers = new Containers(hour(fargate, "x86_64"), hour(fargate, "arm64"));
    fargate.refuseOtherKeys();
    return Optional.of(containers);
  }

  private static Hour hour(SpecNode fargate, String architecture) {
    SpecNode node = fargate.object(architecture);
    Hour hour = new Hour(price(node, "vcpu_hour"), price(node, "gb_hour"));
    node.refuseOtherKeys();
    return hour;
  }

  private static Usd price(SpecNode node, String key) {
    if (!node.has(key)) {
      node.problem(key, "is missing");
      return Usd.ZERO;
    }
    // The shortest decimal digits of the double are those of the file.
    return node.real(key, "an amount of at least 0 US dollars", value -> value >= 0)
        .map(value -> new Usd(BigDecimal.valueOf(value)))
        .orElse(Usd.ZERO);
  }
}

package dev.dml.cli.option;

import dev.dml.report.ReportFormat;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a format of results. */
public final class FormatName implements ITypeConverter<ReportFormat> {

  @Override
  public ReportFormat convert(String name) {
    return Arrays.stream(ReportFormat.values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "must be one of "
                        + Arrays.stream(ReportFormat.values())
                            .map(ReportFormat::toString)
                            .collect(Collectors.joining(", "))
                        + ", but was "
                        + name));
  }
}

package dev.dml.cli.option;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the name of one of some things.
 *
 * @param things what there is, by what it says of itself
 */
public record Named<T>(List<T> things) implements ITypeConverter<T> {

  /** The names of the constants of an enumeration. */
  public static <T> Named<T> of(T[] things) {
    return new Named<>(List.of(things));
  }

  @Override
  public T convert(String name) {
    Optional<T> thing = things.stream().filter(each -> each.toString().equals(name)).findFirst();
    return thing.orElseThrow(
        () ->
            new TypeConversionException(
                "must be one of "
                    + things.stream().map(Object::toString).collect(Collectors.joining(", "))
                    + ", but was "
                    + name));
  }
}

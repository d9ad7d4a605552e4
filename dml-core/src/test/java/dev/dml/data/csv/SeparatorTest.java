package dev.dml.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.MissingPolicy;
import dev.dml.data.table.Roles;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What separates cells, and what digits. */
class SeparatorTest extends WrittenCsv {

  @Test
  void semicolonsAndTabsSeparateWhereTheyAreMostFrequentInTheHeader() throws IOException {
    assertThat(read("a;b,c;d\n1;2;3\n").names()).containsExactly("a", "b,c", "d");
    assertThat(read("a\tb\n1\t2\n").names()).containsExactly("a", "b");
    assertThat(read("a,\"b;;;\"\n1,2\n").names()).containsExactly("a", "b;;;");
  }

  @Test
  void barsAndBlanksSeparateToo() throws IOException {
    assertThat(read("a|b|c\n1|2|3\n").names()).containsExactly("a", "b", "c");
    Table table = read("  a   b \"c d\"\r\n\r\n 1  -2.5   \"x  y\"\r\n10\t 3   x\r\n");
    assertThat(table.names()).containsExactly("a", "b", "c d");
    assertThat(table.numbers("b").toArray()).containsExactly(-2.5, 3);
    assertThat(levels(table, "c d").levels()).containsExactly("x", "x  y");
    assertThat(read("my outcome\n1\n2\n").names()).containsExactly("my outcome");
    assertRefused(
        "\"y\" \"d\"\n\"1\" 2 3\n",
        file
            + ", line 2: there are 3 fields, but the header has 2 (R writes row names so: leave"
            + " them out with row.names = FALSE)");
  }

  @Test
  void decimalCommasAreReadBetweenSemicolonsAndSaid() throws IOException {
    Table table = read("y;x;n;t\n1,5;-,25;1;a,b\n2;NA;2;c\n");
    assertThat(table.numbers("y").toArray()).containsExactly(1.5, 2);
    assertThat(table.numbers("x").toArray()).containsExactly(-0.25, Double.NaN);
    assertThat(levels(table, "t").levels()).containsExactly("a,b", "c");
    assertThat(table.reading())
        .containsExactly("numbers with a decimal comma were read in y and x");
    assertThat(read("y;x\n1.5;2\n").reading()).isEmpty();
  }

  /** Where no comma in the file can be anything but one between thousands, all are doubtful. */
  @Test
  void commasBeforeThreeDigitsAreDoubtfulUnlessOthersAreDecimal() throws IOException {
    assertThat(read("y;x\n12,113;1\n932;2.5\n").column("y"))
        .contains(
            new TableColumn.Unusable(
                "y",
                2,
                "holds numbers with a comma before three digits, first \"12,113\" in line 2, and no"
                    + " column that is used has other commas in numbers, so that it may stand"
                    + " between thousands; write all numbers without commas, or the decimals of one"
                    + " with another number of digits"));
    Table table = read("y;x\n12,113;1,5\n0,932;2\n");
    assertThat(table.numbers("y").toArray()).containsExactly(12.113, 0.932);
    assertThat(table.reading())
        .containsExactly("numbers with a decimal comma were read in y and x");
  }

  @Test
  void pointsBesideDecimalCommasAreDoubtful() throws IOException {
    assertThat(read("y;x\n1,5;2\n2,5;1.200\n").column("x"))
        .contains(
            new TableColumn.Unusable(
                "x",
                2,
                "holds numbers with a point before three digits, first \"1.200\" in line 3, which"
                    + " may stand between thousands, because y has decimal commas, first \"1,5\" in"
                    + " line 2; write the numbers of both columns in one way"));
    assertThat(read("y\n1\n").column("y").orElseThrow()).isInstanceOf(TableColumn.Numbers.class);
    assertThat(read("y;x\n1,5;2\n1.25;1\n").column("y"))
        .contains(
            new TableColumn.Unusable(
                "y",
                2,
                "holds numbers with a point, first \"1.25\" in line 3, and with a comma, first"
                    + " \"1,5\" in line 2; write all its numbers in one way"));
  }

  /** A point with one or two digits after it cannot stand between thousands. */
  @Test
  void aColumnWithAPointThatIsDecimalIsClearBesideDecimalCommas() throws IOException {
    Table table = read("y;x\n1,5;1.200\n2,5;0.25\n");
    assertThat(table.numbers("x").toArray()).containsExactly(1.2, 0.25);
    assertThat(table.numbers("y").toArray()).containsExactly(1.5, 2.5);
  }

  @Test
  void columnsThatNobodyUsesSayNothingAboutCommasAndPoints() throws IOException {
    Table table = read("y;d;x;note\n1.200;0;1;1,5\n2.400;1;2;2,5\n");
    Roles used = new Roles("y", List.of("d"), List.of(), Optional.of(List.of("x")));
    CausalData data = table.causalData(used, MissingPolicy.ERROR);
    assertThat(data.outcome().toArray()).containsExactly(1.2, 2.4);
    assertThat(data.preparation().reading()).isEmpty();
    Roles all = new Roles("y", List.of("d"), List.of(), Optional.of(List.of("x", "note")));
    assertThatThrownBy(() -> table.causalData(all, MissingPolicy.ERROR))
        .hasMessage(
            "outcome y cannot be used: it holds numbers with a point before three digits, first"
                + " \"1.200\" in line 2, which may stand between thousands, because note has"
                + " decimal commas, first \"1,5\" in line 2; write the numbers of both columns in"
                + " one way");
  }

  @Test
  void numbersWrittenInOtherWaysAreNamedWithTheQueryThatMendsThem() throws IOException {
    assertThat(read("a\tb\n1,200\t1\n12,000.5\t2\n").column("a"))
        .contains(look("commas between thousands", "replace(\"a\", ',', '')", "1,200", "12,000.5"));
    assertThat(read("a\tb\n1,200\t1\n12,5\t2\n").column("a"))
        .contains(look("a decimal comma", "replace(\"a\", ',', '.')", "1,200", "12,5"));
    assertThat(read("a\tb\n1.200,5\t1\n1.000.000,0\t2\n").column("a"))
        .contains(
            look(
                "points between thousands and a decimal comma",
                "replace(replace(\"a\", '.', ''), ',', '.')",
                "1.200,5",
                "1.000.000,0"));
    assertThat(read("a\n5%\n-2.5 %\n").column("a"))
        .contains(
            look(
                "a per cent sign",
                "regexp_replace(\"a\", '[^0-9.eE+-]', '', 'g')",
                "5%",
                "-2.5 %"));
    assertThat(read("a\tb\n$3\t1\n€ 1,200.50\t2\n").column("a"))
        .contains(
            look(
                "a sign for money",
                "regexp_replace(\"a\", '[^0-9.eE+-]', '', 'g')",
                "$3",
                "€ 1,200.50"));
    assertThat(read("a\tb\n1\t1\n1,200\t2\n3\t3\n").column("a"))
        .contains(
            new TableColumn.Unusable(
                "a",
                3,
                "holds 2 numbers but also 1 text, \"1,200\" in line 3, in the look of numbers with"
                    + " commas between thousands; make numbers of them with the query SELECT *"
                    + " REPLACE (replace(\"a\", ',', '')::DOUBLE AS \"a\") FROM data"));
    assertThat(levels(read("a\n5%\n10 percent\n"), "a").levels()).hasSize(2);
  }

  private static TableColumn look(String look, String sql, String first, String second) {
    return new TableColumn.Unusable(
        "a",
        2,
        "holds texts, first \""
            + first
            + "\" in line 2 and \""
            + second
            + "\" in line 3, in the look of numbers with "
            + look
            + "; make numbers of them with the query SELECT * REPLACE ("
            + sql
            + "::DOUBLE AS \"a\") FROM data");
  }
}

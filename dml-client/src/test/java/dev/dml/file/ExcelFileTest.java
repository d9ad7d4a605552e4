package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbook is a few files of XML in a zip; here are as few as Excel itself would open. */
class ExcelFileTest {

  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

  @TempDir private Path directory;

  private Path workbook(String rows) throws IOException {
    Path file = directory.resolve("wages.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      part(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + "<Default Extension=\"rels\""
              + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd."
              + "openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
              + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd."
              + "openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
              + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd."
              + "openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
      part(zip, "_rels/.rels", relations("officeDocument", "xl/workbook.xml"));
      part(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r="
              + "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
              + "<sheet name=\"Wages\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
      part(zip, "xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml"));
      part(
          zip,
          "xl/styles.xml",
          "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
              + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
      part(
          zip,
          "xl/worksheets/sheet1.xml",
          "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
              + "<sheetData>"
              + rows
              + "</sheetData></worksheet>");
    }
    return file;
  }

  private static String relations(String type, String target) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        + "relationships/"
        + type
        + "\" Target=\""
        + target
        + "\"/></Relationships>";
  }

  private static void part(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write((HEAD + text).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String text(String cell, String text) {
    return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  }

  private static String number(String cell, String number) {
    return "<c r=\"" + cell + "\"><v>" + number + "</v></c>";
  }

  private Path wages() throws IOException {
    return workbook(
        "<row r=\"1\">"
            + text("A1", "wage")
            + text("B1", "region")
            + text("C1", "in")
            + text("D1", "born")
            + "</row><row r=\"2\">"
            + number("A2", "1.1000000000000001")
            + text("B2", "north, east")
            + "<c r=\"C2\" t=\"b\"><v>1</v></c><c r=\"D2\" s=\"1\"><v>36526</v></c></row><row"
            + " r=\"3\">"
            + text("B3", "south")
            + "<c r=\"C3\" t=\"b\"><v>0</v></c></row>");
  }

  @Test
  void aCellMeansWhatItWouldMeanInACsvFile() throws IOException {
    Table table = new DataFile(wages(), Optional.empty()).read();
    assertThat(table.names()).containsExactly("wage", "region", "in", "born");
    assertThat(table.numbers("wage").toArray()).containsExactly(1.1, Double.NaN);
    assertThat(table.numbers("in").toArray()).containsExactly(1, 0);
    assertThat(((TableColumn.Texts) table.column("region").orElseThrow()).levels().levels())
        .containsExactly("north, east", "south");
    // 36526 days after the end of 1899 is the first day of 2000.
    assertThat(((TableColumn.Texts) table.column("born").orElseThrow()).levels().levels())
        .containsExactly("2000-01-01");
  }

  @Test
  void aQueryReadsTheSheet() throws IOException {
    assertThat(
            new DataFile(wages(), Optional.of("SELECT wage * 2 AS twice FROM data"))
                .read()
                .numbers("twice")
                .get(0))
        .isEqualTo(2.2);
  }

  @Test
  void whatCannotBeReadIsRefusedInASentence() throws IOException {
    Path wrong =
        workbook(
            "<row r=\"1\">"
                + text("A1", "x")
                + "</row><row r=\"2\"><c r=\"A2\" t=\"e\">"
                + "<v>#DIV/0!</v></c></row>");
    assertThatThrownBy(() -> new DataFile(wrong, Optional.empty()).read())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(wrong + ": the cell A2 holds the error #DIV/0!");
    Path none = Files.writeString(directory.resolve("none.xlsx"), "x,y\n1,2\n");
    assertThatThrownBy(() -> new DataFile(none, Optional.empty()).read())
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(none + " cannot be read as a workbook of Excel: ");
  }
}

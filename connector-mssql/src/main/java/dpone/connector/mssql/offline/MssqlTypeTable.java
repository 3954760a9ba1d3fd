package dpone.connector.mssql.offline;

import dpone.connector.mssql.type.MsType;
import dpone.connector.mssql.type.TypeMapper;
import dpone.spi.certify.TypeTable;
import dpone.spi.type.DataType;
import java.util.List;

/** Every type of SQL Server, and what it is read as. */
public final class MssqlTypeTable implements TypeTable {
  private static final List<MsType> TYPES =
      List.of(
          MsType.of("bit"),
          MsType.of("tinyint"),
          MsType.of("smallint"),
          MsType.of("int"),
          MsType.of("bigint"),
          MsType.decimal(38, 10),
          new MsType("numeric", 0, 18, 2),
          MsType.of("money"),
          MsType.of("smallmoney"),
          MsType.of("real"),
          MsType.of("float"),
          MsType.sized("char", 10),
          MsType.sized("varchar", 100),
          MsType.sized("varchar", MsType.MAX),
          MsType.sized("nchar", 10),
          MsType.sized("nvarchar", 100),
          MsType.sized("nvarchar", MsType.MAX),
          MsType.of("text"),
          MsType.of("ntext"),
          MsType.sized("binary", 16),
          MsType.sized("varbinary", 100),
          MsType.sized("varbinary", MsType.MAX),
          MsType.of("image"),
          MsType.of("date"),
          MsType.scaled("time", 0),
          MsType.scaled("time", 7),
          MsType.scaled("datetime2", 0),
          MsType.scaled("datetime2", 7),
          MsType.of("datetime"),
          MsType.of("smalldatetime"),
          MsType.scaled("datetimeoffset", 7),
          MsType.of("uniqueidentifier"),
          MsType.of("xml"),
          MsType.of("json"),
          MsType.of("rowversion"),
          MsType.of("hierarchyid"),
          MsType.of("geometry"),
          MsType.of("geography"),
          MsType.of("sql_variant"),
          MsType.of("vector"));

  @Override
  public List<Row> rows() {
    return TYPES.stream()
        .map(type -> {
          TypeMapper.Mapping mapping = TypeMapper.map(type);
          return new Row(
              type.text(),
              mapping.mapped().map(DataType::text).orElse("refused"),
              mapping.fidelity(),
              mapping.note());
        })
        .toList();
  }
}

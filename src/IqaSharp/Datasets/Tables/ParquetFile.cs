using IqaSharp.Core;
using Parquet;
using Parquet.Schema;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads columns of a Parquet file, a group of rows at a time.</summary>
internal sealed class ParquetFile : IDisposable
{
    private const int MostRows = 1 << 24; // of a group, which is held in memory

    private readonly string _path;
    private readonly ParquetReader _reader;

    private ParquetFile(string path, ParquetReader reader) => (_path, _reader) = (path, reader);

    /// <summary>The names of the columns.</summary>
    public IEnumerable<string> Columns => _reader.Schema.DataFields.Select(static column => column.Path.ToString());

    /// <summary>The file's own metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _reader.CustomMetadata;

    public int GroupCount => _reader.RowGroupCount;

    /// <exception cref="BadInputException">It cannot be read, or is no Parquet file.</exception>
    public static ParquetFile Open(string path)
    {
        try
        {
            return new ParquetFile(path, ParquetReader.CreateAsync(path).GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Damaged(path, e); // the package throws whatever its arithmetic meets
        }
    }

    public bool Has(string column) => Columns.Contains(column);

    /// <summary>The rows of a group.</summary>
    /// <exception cref="BadInputException">It is damaged, or larger than is read.</exception>
    public int RowCount(int group) => Guarded(() =>
    {
        using var reader = _reader.OpenRowGroupReader(group);
        return reader.RowCount is >= 0 and <= MostRows and var count ? (int)count : throw new BadInputException(_path, $"has a group of {reader.RowCount} rows; up to {MostRows} are read");
    });

    /// <summary>A column of text; empty fields are null.</summary>
    /// <exception cref="BadInputException">There is no such column, it holds no text, or the file is damaged.</exception>
    public string?[] Text(int group, string column)
    {
        var values = new string?[RowCount(group)];
        Read(group, column, typeof(ReadOnlyMemory<char>), "text", (reader, field) => reader.ReadAsync(field, values.AsMemory()!));
        return values;
    }

    /// <summary>A column of numbers or times; empty fields are null.</summary>
    /// <inheritdoc cref="Text"/>
    public T?[] Values<T>(int group, string column)
        where T : struct
    {
        var values = new T?[RowCount(group)];
        Read(group, column, typeof(T), typeof(T).Name, (reader, field) => field.IsNullable ? reader.ReadAsync<T>(field, values.AsMemory()) : ReadPlainAsync(reader, field, values));
        return values;
    }

    public void Dispose() => _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static async ValueTask ReadPlainAsync<T>(ParquetRowGroupReader reader, DataField field, T?[] values)
        where T : struct
    {
        var plain = new T[values.Length];
        await reader.ReadAsync<T>(field, plain.AsMemory()).ConfigureAwait(false);
        for (var i = 0; i < plain.Length; i++)
        {
            values[i] = plain[i];
        }
    }

    private static BadInputException Damaged(string path, Exception e) => new(path, "is no Parquet file, is damaged, or uses a part of the format that is not read", e);

    private void Read(int group, string column, Type type, string kind, Func<ParquetRowGroupReader, DataField, ValueTask> read)
    {
        var field = _reader.Schema.DataFields.FirstOrDefault(field => field.Path.ToString() == column) ?? throw new BadInputException(_path, $"has no column {column}; it has {string.Join(", ", Columns)}");
        if (field.ClrType != type || field.IsArray)
        {
            throw new BadInputException(_path, $"the column {column} holds no {kind}");
        }

        Guarded(() =>
        {
            using var reader = _reader.OpenRowGroupReader(group);
            read(reader, field).AsTask().GetAwaiter().GetResult();
            return true;
        });
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (BadInputException or OutOfMemoryException))
        {
            throw Damaged(_path, e);
        }
    }
}

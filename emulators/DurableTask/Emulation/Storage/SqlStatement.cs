using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>A statement prepared once; its parameters are $1, $2 and so on.</summary>
internal sealed class SqlStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqlStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of the stores.
        _command.CommandText = sql;
#pragma warning restore CA2100
        for (var number = 1; number <= parameters; number++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" });
        }
    }

    /// <returns>The number of rows changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    public SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            _command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }
    }
}

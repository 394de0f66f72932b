using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Emulators.Sqlite;

/// <summary>
/// A schema in embedded scripts <c>Scripts/0001.sql</c>, <c>0002.sql</c>, …: each upgrades a file from the version before it.
/// <c>PRAGMA user_version</c> is the version of a file. <c>PRAGMA application_id</c>, derived from the assembly's name, identifies the program that it belongs to.
/// </summary>
/// <param name="scripts">The assembly that embeds the scripts.</param>
/// <param name="wayOut">A sentence that says what to do with a file that this program cannot read.</param>
public sealed class Schema(Assembly scripts, string wayOut)
{
    private const string Folder = ".Scripts.";
    private const string Extension = ".sql";

    private int ApplicationId => BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(scripts.GetName().Name!)));

    /// <exception cref="DatabaseException">The file has another program's tables, or was written by a later version.</exception>
    internal void Apply(SqliteConnection connection, string path)
    {
        var steps = FindSteps();
        using var transaction = connection.BeginTransaction();
        var found = (int)(long)Scalar("PRAGMA user_version")!;
        var isOurs = (long)Scalar("PRAGMA application_id")! == ApplicationId;
        var isNew = found == 0 && (long)Scalar("SELECT count(*) FROM sqlite_master")! == 0;
        if (!(isOurs || isNew) || found > steps.Length)
        {
            throw new DatabaseException($"{path} was written by another version of this program. {wayOut}");
        }

        foreach (var step in steps[found..])
        {
            Scalar(step);
        }

        Scalar(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {steps.Length}"));
        transaction.Commit();

        object? Scalar(string sql)
        {
            using var statement = new Statement(connection, sql);
            return statement.Scalar();
        }
    }

    private string[] FindSteps() =>
    [
        .. scripts.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private string Read(string name)
    {
        using var reader = new StreamReader(scripts.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

using System.Diagnostics;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Benchmarks;

/// <summary>
/// Adds many rows to an Azurite that is not running. Azurite searches a whole partition before each insertion, so 100,000 rows would take it
/// some ten minutes. Instead, its own database library writes them to its file, as copies of a row that Azurite wrote itself.
/// </summary>
internal static class TableFilling
{
    private const string Script =
        """
        const [library, file, table, rows] = process.argv.slice(1);
        const Loki = require(library);
        const db = new Loki(file, { persistenceMethod: 'fs' });
        db.loadDatabase({}, () => {
          const collection = db.collections.find(c => c.name.endsWith('$' + table));
          const { $loki, meta, ...row } = collection.data[0];
          collection.insert(require('fs').readFileSync(rows, 'utf8').trim().split('\n').map(line => {
            const [RowKey, Created] = line.split(' ');
            return { ...row, RowKey, properties: { ...row.properties, RowKey, Created, Updated: Created } };
          }));
          db.saveDatabase(error => process.exit(error ? 1 : 0));
        });
        """;

    /// <summary>The row to copy.</summary>
    public static async Task AddFirstAsync(string storage, string account, JobId id, CancellationToken cancellationToken) =>
        await new JobTable(new TableServiceClient(storage)).PutAsync(
            account, new JobSummary(id, JobStatus.Completed, 1, id.Created, id.Created, null), cancellationToken);

    /// <param name="azuriteEntry">Azurite's script; its library is in the same folder.</param>
    /// <param name="azuriteFolder">The folder of its files; Azurite must have ended.</param>
    /// <param name="ids">The ids of the rows to add.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task AddOthersAsync(string azuriteEntry, string azuriteFolder, IEnumerable<JobId> ids, CancellationToken cancellationToken)
    {
        var library = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(azuriteEntry)!, "../../../lokijs"));
        var rows = Path.Combine(azuriteFolder, "rows.txt");
        await File.WriteAllLinesAsync(rows, ids.Select(id => $"{id.NewestFirstKey} {id.Created.UtcDateTime:O}"), cancellationToken);
        using var node = Process.Start(
            "node", ["-e", Script, library, Path.Combine(azuriteFolder, "__azurite_db_table__.json"), JobTable.Name, rows]);
        await node.WaitForExitAsync(cancellationToken);
        File.Delete(rows);
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException("Azurite's table file could not be filled.");
        }
    }
}

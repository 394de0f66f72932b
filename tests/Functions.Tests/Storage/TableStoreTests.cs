using Azure.Data.Tables;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Storage;

public sealed class TableStoreTests
{
    private readonly Azurite _azurite;
    private readonly string _name = $"t{Guid.NewGuid():N}";
    private readonly TableStore _table;

    public TableStoreTests(Azurite azurite) => (_azurite, _table) = (azurite, new TableStore(azurite.Tables, _name));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_found_in_a_table_that_is_missing()
    {
        Assert.Null(await _table.FindAsync<TableEntity>("p", "r", Token));
        Assert.Empty(await _table.QueryAsync<TableEntity>("PartitionKey eq 'p'", 10, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task The_first_write_makes_the_table_and_so_does_one_after_it_was_lost()
    {
        await AddAsync("a");
        await _azurite.Tables.DeleteTableAsync(_name, Token);
        await AddAsync("b");

        Assert.Equal(["b"], await RowsAsync(10));
    }

    [Fact]
    public async Task All_pages_are_read_in_order()
    {
        foreach (var row in (string[])["c", "a", "b"])
        {
            await AddAsync(row);
        }

        Assert.Equal(["a", "b", "c"], await RowsAsync(1));
        await _table.RemoveAsync("p", "b", Token);
        await _table.RemoveAsync("p", "b", Token);
        Assert.Equal(["a", "c"], await RowsAsync(1));
    }

    private Task<Azure.Response> AddAsync(string row) => _table.WriteAsync(table => table.AddEntityAsync(new TableEntity("p", row), Token), Token);

    private async Task<List<string>> RowsAsync(int pageSize) =>
        await _table.QueryAsync<TableEntity>("PartitionKey eq 'p'", pageSize, Token).Select(row => row.RowKey).ToListAsync(Token);
}

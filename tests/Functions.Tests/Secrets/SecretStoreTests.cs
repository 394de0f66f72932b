using System.Text;
using Azure.Data.Tables;
using SegFunctions.Secrets;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Secrets;

public sealed class SecretStoreTests(Azurite azurite)
{
    private static readonly BinaryData Value = BinaryData.FromString("s3cret of a receiver");

    private readonly string _account = Azurite.DrawAccount();
    private readonly SecretStore _store = new(azurite.Tables, SecretKeys.CipherOf("key"));

    private SecretReference Reference => SecretReference.OfJob(_account, Specs.JobId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_value_stays_and_is_read_back()
    {
        Assert.True(await _store.TryAddAsync(Reference, Value, Token));
        Assert.False(await _store.TryAddAsync(Reference, BinaryData.FromString("another"), Token));

        Assert.Equal(Value.ToArray(), (await _store.FindAsync(Reference, Token))!.ToArray());
        await _store.RemoveAsync(Reference, Token);
        Assert.Null(await _store.FindAsync(Reference, Token));
    }

    [Fact]
    public async Task The_largest_value_fits()
    {
        var largest = BinaryData.FromBytes(new byte[SecretStore.MaxBytes]);

        Assert.True(await _store.TryAddAsync(Reference, largest, Token));
        Assert.Equal(SecretStore.MaxBytes, (await _store.FindAsync(Reference, Token))!.ToArray().Length);
    }

    [Fact]
    public async Task Nothing_of_the_value_can_be_read_in_the_table()
    {
        await _store.TryAddAsync(Reference, Value, Token);
        var row = (await azurite.Tables.GetTableClient("secrets").GetEntityAsync<TableEntity>(_account, Reference.Name, cancellationToken: Token)).Value;

        Assert.DoesNotContain(row, column => Legible(column.Value).Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_copied_to_another_account_stays_shut()
    {
        await _store.TryAddAsync(Reference, Value, Token);
        var table = azurite.Tables.GetTableClient("secrets");
        var row = (await table.GetEntityAsync<SecretRow>(_account, Reference.Name, cancellationToken: Token)).Value;
        row.PartitionKey = Azurite.DrawAccount();
        await table.AddEntityAsync(row, Token);

        Assert.Null(await _store.FindAsync(SecretReference.OfJob(row.PartitionKey, Specs.JobId), Token));
    }

    private static string Legible(object value) => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}";
}

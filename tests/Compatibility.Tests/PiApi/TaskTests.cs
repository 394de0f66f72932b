using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using NetVips;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using static SegFunctions.Compatibility.Tests.PiApi.PiApiClient;

namespace SegFunctions.Compatibility.Tests.PiApi;

public sealed class TaskTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_within_the_request_is_shown_as_a_link_and_what_is_found_as_one()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 2);
        var client = new PiApiClient(account.Api);
        var photo = await ReadPhotoAsync(Token);

        var task = await client.CreateAsync($"data:image/jpeg;base64,{photo}", "boat, unicorn", Token);
        var ended = await client.WaitAsync(IdOf(task), Token, "completed", "failed");

        Assert.Equal(photo, Convert.ToBase64String(await account.Api.DownloadAsync(ended.GetProperty("input").GetProperty("image").GetString()!, Token)));
        var urls = ended.GetProperty("output").GetProperty("image_urls").EnumerateArray().Select(url => url.GetString()!).ToList();
        using var cutout = Image.NewFromBuffer(await account.Api.DownloadAsync(urls[0], Token));
        using var mask = Image.NewFromBuffer(await account.Api.DownloadAsync(urls[1], Token));
        Assert.Equal((1024, 819, 4, 1), (cutout.Width, cutout.Height, cutout.Bands, mask.Bands));
        Assert.InRange(mask.Avg(), 1, 254);
    }

    [Fact]
    public async Task Nothing_found_is_a_failure_that_names_the_words_and_costs_nothing()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 1);
        var client = new PiApiClient(account.Api);

        var task = await client.CreateAsync(await client.UploadPhotoAsync(Token), "giraffe,zebra", Token);
        var ended = await client.WaitAsync(IdOf(task), Token, "completed", "failed");

        Assert.Equal("failed", StatusOf(ended));
        Assert.Equal(
            "No 'giraffe' was found with a score of at least 0.5. No 'zebra' was found with a score of at least 0.5.",
            ended.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal((0, 100_000), (ended.GetProperty("meta").GetProperty("usage").GetProperty("consume").GetInt64(), await ReadCreditsAsync(account)));
    }

    [Fact]
    public async Task Words_that_are_unknown_are_said_in_a_sentence()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var client = new PiApiClient(account.Api);

        var task = await client.CreateAsync(await client.UploadPhotoAsync(Token), "clothes,trousers", Token);
        var error = (await client.WaitAsync(IdOf(task), Token, "completed", "failed")).GetProperty("error");

        Assert.Equal(400, error.GetProperty("code").GetInt32());
        Assert.StartsWith("'clothes' is not a word that the detectors know", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("'trousers' is not a word that the detectors know", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_vendors_words_one_is_looked_for_and_the_other_is_named()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var client = new PiApiClient(account.Api);

        var task = await client.CreateAsync(await client.UploadPhotoAsync(Token), "clothes,shoes", Token);
        var message = (await client.WaitAsync(IdOf(task), Token, "completed", "failed")).GetProperty("error").GetProperty("message").GetString();

        Assert.StartsWith("'clothes' is not a word that the detectors know. It was ignored. No 'shoes' was found", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_vendors_words_one_is_cut_out_of_a_photo_that_shows_it_and_the_other_is_refused_by_name()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var client = new PiApiClient(account.Api);
        var photo = await DebianPhotos.GetPlayerAsync();

        var task = await client.CreateAsync($"data:image/jpeg;base64,{Convert.ToBase64String(photo)}", "clothes,shoes", Token);
        var ended = await client.WaitAsync(IdOf(task), Token, "completed", "failed");

        Assert.Equal("completed", StatusOf(ended));
        Assert.Equal("'clothes' is not a word that the detectors know. It was ignored.", ended.GetProperty("logs")[0].GetString());
        using var mask = Image.NewFromBuffer(await account.Api.DownloadAsync(ended.GetProperty("output").GetProperty("image_urls")[1].GetString()!, Token));

        // Inside the shoe on the ground and the one in the air, and on the shirt.
        Assert.Equal((255.0, 255.0, 0.0), (mask[279, 326][0], mask[440, 276][0], mask[250, 180][0]));
    }

    [Fact]
    public async Task A_secret_is_shown_again_to_its_owner_and_stored_nowhere()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        var client = new PiApiClient(account.Api);
        var config = new { service_mode = "private", webhook_config = new { endpoint = "", secret = "s3cret-of-mine" } };

        var task = await client.CreateAsync(await client.UploadPhotoAsync(Token), "boat", Token, config);

        Assert.Equal(JsonSerializer.Serialize(config), (await client.GetAsync(IdOf(task), Token)).GetProperty("config").GetRawText());
        Assert.DoesNotContain("s3cret-of-mine", await ReadRowsAsync("secrets", account.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_above_those_that_may_run_are_staged_and_go_on_by_themselves()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10, maxRunning: 1);
        var client = new PiApiClient(account.Api);
        var image = await client.UploadPhotoAsync(Token);

        var tasks = new List<JsonElement>();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            tasks.Add(await client.CreateAsync(image, "boat", Token));
        }

        Assert.Equal(["pending", "staged", "staged", "staged"], tasks.Select(StatusOf));
        Assert.Equal("task " + IdOf(tasks[2]) + " canceled", (await client.CancelAsync(IdOf(tasks[2]), Token)).Expect(HttpStatusCode.OK).Text("message"));
        foreach (var i in (int[])[0, 1, 3])
        {
            Assert.Equal("completed", StatusOf(await client.WaitAsync(IdOf(tasks[i]), Token, "completed", "failed")));
        }

        var canceled = await client.WaitAsync(IdOf(tasks[2]), Token, "cancelled");
        Assert.Equal("0001-01-01T00:00:00Z", canceled.GetProperty("meta").GetProperty("started_at").GetString());
        Assert.Equal(700_000, await ReadCreditsAsync(account));
        var starts = new List<DateTimeOffset>();
        foreach (var i in (int[])[0, 1, 3])
        {
            var meta = (await client.GetAsync(IdOf(tasks[i]), Token)).GetProperty("meta");
            Assert.True(starts.Count == 0 || meta.GetProperty("started_at").GetDateTimeOffset() >= starts[^1], "Two tasks ran at the same time.");
            starts.Add(meta.GetProperty("ended_at").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task All_tasks_that_have_not_begun_are_canceled_at_once_and_the_lists_know()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10, maxRunning: 1);
        var client = new PiApiClient(account.Api);
        var image = await client.UploadPhotoAsync(Token);
        var tasks = new List<string>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            tasks.Add(IdOf(await client.CreateAsync(image, "boat", Token)));
        }

        var active = (await account.Api.GetAsync("account/active_tasks", Token)).Body.GetProperty("data").GetProperty("image_toolkit");
        Assert.Equal((2, tasks[^1]), (active.GetProperty("staged_count").GetInt32(), active.GetProperty("active_tasks").EnumerateArray().Last().GetString()));
        Assert.Equal("0 tasks canceled", await CancelAllAsync("model=kling"));
        Assert.Equal("0 tasks canceled", await CancelAllAsync("model=all&created_before=1742486998"));
        Assert.Contains(await CancelAllAsync("model=all&created_before=9999999999"), (string[])["2 tasks canceled", "3 tasks canceled"]);
        foreach (var task in tasks)
        {
            await client.WaitAsync(task, Token, "cancelled", "completed");
        }

        var history = (await account.Api.GetAsync("api/open/tasks/histories?page=2&page_size=2", Token)).Body.GetProperty("data");
        Assert.Equal((3, 2, 2), (history.GetProperty("total").GetInt32(), history.GetProperty("page").GetInt32(), history.GetProperty("size").GetInt32()));
        Assert.Equal([tasks[0]], history.GetProperty("data").EnumerateArray().Select(IdOf));

        async Task<string> CancelAllAsync(string query) =>
            (await account.Api.SendOwnAsync(HttpMethod.Delete, $"api/v1/tasks?{query}", null, Token)).Expect(HttpStatusCode.OK).Text("message");
    }

    [Fact]
    public async Task Jobs_of_other_APIs_are_no_tasks_and_too_many_open_ones_are_429()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10, maxOpenJobs: 1);
        var client = new PiApiClient(account.Api);
        var image = await client.UploadPhotoAsync(Token);
        var job = await account.Api.StartAsync(1, ["boat"], Token);
        var refused = await account.Api.PostAsync(
            "api/v1/task", new { model = "Qubico/image-toolkit", task_type = "segment", input = new { image, prompt = "boat" } }, Token);

        Assert.Equal((HttpStatusCode.TooManyRequests, 429), (refused.Status, refused.Body.GetProperty("code").GetInt32()));
        Assert.True(refused.Headers.ContainsKey("retry-after"));
        await account.Api.WaitAsync(job.JobId, TimeSpan.FromSeconds(60), null, Token);
        var history = (await account.Api.GetAsync("api/open/tasks/histories", Token)).Body.GetProperty("data");
        Assert.Equal(0, history.GetProperty("total").GetInt32());
    }

    private static async Task<long> ReadCreditsAsync(OtherAccount account) =>
        (await account.Api.GetAsync("account/info", Token)).Expect(HttpStatusCode.OK).Body
        .GetProperty("data").GetProperty("credit_pack_info").GetProperty("available_credits").GetInt64();

    private async Task<string> ReadRowsAsync(string table, string account)
    {
        var rows = await new TableServiceClient(stack.Storage).GetTableClient(table)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {account}"), cancellationToken: Token).ToListAsync(Token);
        Assert.NotEmpty(rows);
        return string.Join('\n', rows.SelectMany(row => row.Keys.Select(key => row[key])).Select(value => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : value?.ToString()));
    }
}

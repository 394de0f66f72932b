using System.IO.Compression;
using System.Net;
using NetVips;
using SegFunctions.Compatibility.Tests.CommandLine;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>POST /v1.0/removebg with every kind of picture and response.</summary>
public sealed class RemovalTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_is_the_cutout_and_nothing_stays_but_what_it_cost()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3, requestsPerMinute: 100);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        using var form = await RemoveBgApi.PhotoAsync();
        var answer = (await api.PostAsync(form, Token)).Expect(HttpStatusCode.OK);

        using var cutout = Image.PngloadBuffer(answer.Bytes);
        Assert.Equal(("image/png", true), (answer.ContentType, cutout.HasAlpha()));
        Assert.InRange(cutout.Width * cutout.Height, 240_000, 250_000);
        Assert.Equal((cutout.Width, cutout.Height, 1, "other"), (answer.Number("x-width"), answer.Number("x-height"), answer.Number("x-credits-charged"), answer.Headers["x-type"]));
        Assert.True(answer.Number("x-foreground-left") + answer.Number("x-foreground-width") <= 1024 && answer.Number("x-foreground-top") + answer.Number("x-foreground-height") <= 819);
        Assert.Equal((100, true), (answer.Number("x-ratelimit-limit"), answer.Number("x-ratelimit-remaining") is > 90 and <= 100));
        Assert.InRange(
            DateTimeOffset.FromUnixTimeSeconds(answer.Number("x-ratelimit-reset")), TimeProvider.System.GetUtcNow().AddSeconds(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
        await stack.Traces.AssertGoneAsync([$"{account.Name}/"], Patience, Token);
        Assert.Empty((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
        Assert.Equal((2, 0, 1), await account.ReadLedgerAsync(stack, Token));
    }

    [Fact]
    public async Task A_client_that_accepts_JSON_alone_gets_it_with_the_objects_place()
    {
        using var api = new RemoveBgApi(stack.BaseUrl, TestSetup.ApiKey);
        using var form = await RemoveBgApi.PhotoAsync(("type_level", "none"));
        var answer = (await api.PostAsync(form, Token, "application/json")).Expect(HttpStatusCode.OK);

        var data = answer.Body.GetProperty("data");
        using var cutout = Image.PngloadBuffer(Convert.FromBase64String(data.GetProperty("result_b64").GetString()!));
        Assert.Equal(answer.Number("x-width"), cutout.Width);
        Assert.All(
            (string[])["top", "left", "width", "height"], side => Assert.Equal(answer.Number($"x-foreground-{side}"), data.GetProperty($"foreground_{side}").GetInt32()));
        Assert.False(answer.Headers.ContainsKey("x-type"));
    }

    [Theory]
    [InlineData("png", "medium", null, "image/png")]
    [InlineData("jpg", "preview", null, "image/jpeg")]
    [InlineData("webp", "full", null, "image/webp")]
    [InlineData("webp", "full", "f00", "image/webp")]
    [InlineData("zip", "preview", null, "application/zip")]
    [InlineData("auto", "auto", "red", "image/jpeg")]
    public async Task The_headers_say_how_large_a_file_of_any_format_is(string format, string size, string? color, string contentType)
    {
        using var api = new RemoveBgApi(stack.BaseUrl, TestSetup.ApiKey);
        using var form = await RemoveBgApi.PhotoAsync(("format", format), ("size", size), ("bg_color", color ?? ""));
        var answer = (await api.PostAsync(form, Token)).Expect(HttpStatusCode.OK);

        using var cutout = Image.NewFromBuffer(format == "zip" ? Unzip(answer.Bytes, "alpha.png") : answer.Bytes);
        Assert.Equal(contentType, answer.ContentType);
        Assert.Equal((cutout.Width, cutout.Height), (answer.Number("x-width"), answer.Number("x-height")));
        Assert.Equal(size == "preview", cutout.Width * cutout.Height <= 250_000);
    }

    [Fact]
    public async Task A_region_is_all_that_is_looked_at()
    {
        using var api = new RemoveBgApi(stack.BaseUrl, TestSetup.ApiKey);
        using var form = await RemoveBgApi.PhotoAsync(("roi", "40% 120px 73% 570px"), ("size", "full"));
        var answer = (await api.PostAsync(form, Token)).Expect(HttpStatusCode.OK);

        using var cutout = Image.PngloadBuffer(answer.Bytes);
        using var left = cutout.ExtractBand(3).Crop(0, 0, 409, 819);
        Assert.Equal((1024, 0), (cutout.Width, (int)left.Max()));
        Assert.InRange(answer.Number("x-foreground-left"), 409, 748);
        Assert.InRange(answer.Number("x-foreground-top"), 120, 570);
        using var outside = await RemoveBgApi.PhotoAsync(("roi", "5000px 0px 6000px 10px"));
        Assert.Equal("400 unknown_foreground", (await api.PostAsync(outside, Token)).Errors);
    }

    [Fact]
    public async Task A_background_comes_as_a_file()
    {
        using var api = new RemoveBgApi(stack.BaseUrl, TestSetup.ApiKey);
        using var green = Image.Black(8, 8).NewFromImage(0, 200, 0).Copy(interpretation: Enums.Interpretation.Srgb);
        using var form = await RemoveBgApi.PhotoAsync(("crop", "true"), ("crop_margin", "20px"));
        form.Add(new ByteArrayContent(green.PngsaveBuffer()), "bg_image_file", "green.png");
        var answer = (await api.PostAsync(form, Token)).Expect(HttpStatusCode.OK);

        using var cutout = Image.JpegloadBuffer(answer.Bytes);
        var corner = cutout.Getpoint(1, 1);
        Assert.True(corner[1] > 180 && corner[0] < 20 && corner[2] < 20, string.Join(' ', corner));
    }

    [Theory]
    [InlineData("absent.png", null, "400 failed_image_download")]
    [InlineData("photo", "absent.png", "400 failed_bg_download")]
    public async Task An_address_that_does_not_answer_costs_nothing(string picture, string? background, string expected)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        await using var site = await PictureSite.StartAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), Token);
        var answer = await api.PostAsync(new { image_url = $"{site.Url}{picture}", bg_image_url = background is null ? null : $"{site.Url}{background}" }, Token);

        Assert.Equal(expected, answer.Errors);
        await stack.Traces.AssertGoneAsync([$"{account.Name}/"], Patience, Token);
        Assert.Equal((3, 0, 0), await account.ReadLedgerAsync(stack, Token));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_costs_nothing()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);

        Assert.Equal("400 failed_to_read_image", (await api.PostAsync(new { image_file_b64 = Convert.ToBase64String(BadPictures.Truncated(photo)) }, Token)).Errors);
        Assert.Equal("400 file_too_large", (await api.PostAsync(new { image_file_b64 = Convert.ToBase64String(BadPictures.PngBomb()) }, Token)).Errors);
        await stack.Traces.AssertGoneAsync([$"{account.Name}/"], Patience, Token);
        Assert.Equal((3, 0, 0), await account.ReadLedgerAsync(stack, Token));
    }

    [Fact]
    public async Task A_client_that_leaves_takes_its_job_along()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 3);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        await using var pictures = await HeldPictures.StartAsync(Token);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = api.PostAsync(new { image_url = pictures.Url }, leaving.Token);
        await pictures.Asked.WaitAsync(Patience, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await stack.Traces.AssertGoneAsync([$"{account.Name}/"], TimeSpan.FromSeconds(30), Token);
        Assert.Equal((3, 0, 0), await account.ReadLedgerAsync(stack, Token));
    }

    [Fact]
    public async Task An_account_without_credits_stores_nothing_and_one_in_a_hurry_is_told_to_wait()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 0, requestsPerMinute: 2);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        using var form = await RemoveBgApi.PhotoAsync();
        Assert.Equal("402 insufficient_credits", (await api.PostAsync(form, Token)).Errors);
        Assert.Empty(await stack.Traces.FindAsync([$"{account.Name}/"], Token));

        RemovalAnswer answer;
        do
        {
            answer = await api.PostAsync(new { }, Token);
        }
        while (answer.Status == HttpStatusCode.BadRequest);

        Assert.Equal(("429 rate_limit_exceeded", 2, 0), (answer.Errors, answer.Number("x-ratelimit-limit"), answer.Number("x-ratelimit-remaining")));
        Assert.InRange(answer.Number("retry-after"), 1, 60);
    }

    private static byte[] Unzip(byte[] archive, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var entry = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        entry.CopyTo(copy);
        return copy.ToArray();
    }
}

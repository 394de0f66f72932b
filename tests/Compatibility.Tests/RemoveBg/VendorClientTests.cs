using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.CommandLine;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>npm's <c>remove.bg</c>, unchanged; its address is a constant.</summary>
public sealed class VendorClientTests(SharedStack stack)
{
    private const string Host = "api.remove.bg";

    private static readonly NodePackages Packages = new("removebg-node", "RemoveBg", "Node");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_cut_out_and_saved()
    {
        var output = Path.GetTempFileName();
        try
        {
            var result = await RunAsync("removeBackgroundFromImageFile", new { path = await TestSetup.GetPhotoAsync(), outputFile = output, type = "person", add_shadow = true });

            using var cutout = Image.PngloadBuffer(await File.ReadAllBytesAsync(output, Token));
            Assert.True(cutout.HasAlpha());
            Assert.InRange(cutout.Width * cutout.Height, 240_000, 250_000);
            Assert.Equal(
                ("1", "person", $"{cutout.Width}", $"{cutout.Height}"),
                (result.GetProperty("creditsCharged").GetString(), result.GetProperty("detectedType").GetString(), result.GetProperty("resultWidth").GetString(), result.GetProperty("resultHeight").GetString()));
            Assert.Equal(Convert.ToBase64String(await File.ReadAllBytesAsync(output, Token)), result.GetProperty("base64img").GetString());
            Assert.All((string[])["rateLimit", "rateLimitRemaining", "rateLimitReset"], field => Assert.True(long.Parse(result.GetProperty(field).GetString()!, System.Globalization.CultureInfo.InvariantCulture) > 0));
        }
        finally
        {
            File.Delete(output);
        }
    }

    [Fact]
    public async Task An_address_is_cut_out_on_a_picture_of_another()
    {
        await using var site = await PictureSite.StartAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), Token);
        var result = await RunAsync("removeBackgroundFromImageUrl", new { url = $"{site.Url}photo", bg_image_url = $"{site.Url}background", crop = true, crop_margin = "10px", size = "full" });

        using var cutout = Image.JpegloadBuffer(Convert.FromBase64String(result.GetProperty("base64img").GetString()!));
        Assert.True(cutout.Width < 1024 && cutout.Height < 819, $"{cutout.Width} x {cutout.Height}");
        Assert.Equal($"{cutout.Width}", result.GetProperty("resultWidth").GetString());
    }

    [Fact]
    public async Task A_picture_in_base64_is_put_where_it_is_wanted()
    {
        var options = new { crop = true, scale = "50%", position = "center", roi = "0% 0% 100% 100%", bg_color = "81d4fa", channels = "rgba" };
        var result = await RunAsync("removeBackgroundFromImageBase64", options, await TestSetup.GetPhotoAsync());

        using var cutout = Image.JpegloadBuffer(Convert.FromBase64String(result.GetProperty("base64img").GetString()!));
        Assert.InRange(cutout.Getpoint(3, 3)[0], 0x81 - 3, 0x81 + 3);
    }

    [Fact]
    public async Task Errors_are_heard_by_their_codes()
    {
        var answer = await AskAsync("removeBackgroundFromImageBase64", new { apiKey = TestSetup.ApiKey, base64img = "AAAA", size = "huge", scale = "5%" });
        var wrongKey = await AskAsync("removeBackgroundFromImageFile", new { apiKey = "another key", path = await TestSetup.GetPhotoAsync() });

        Assert.Equal(["invalid_size", "invalid_scale", "invalid_image_file_b64"], answer.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()));
        Assert.Equal("API Key invalid", Assert.Single(wrongKey.GetProperty("errors").EnumerateArray()).GetProperty("title").GetString());
    }

    /// <param name="picture">Path of the file that is passed as base64; null for none.</param>
    private async Task<JsonElement> RunAsync(string call, object options, string? picture = null)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 5, requestsPerMinute: 100);
        var answer = await AskAsync(call, JsonSerializer.SerializeToElement(options).EnumerateObject().ToDictionary(field => field.Name, field => (object)field.Value).Append(new("apiKey", account.Key)).ToDictionary(), picture);

        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
        return answer.GetProperty("result");
    }

    private async Task<JsonElement> AskAsync(string call, object options, string? picture = null)
    {
        await using var address = await VendorAddress.StartAsync(Host, stack.BaseUrl, Token);
        string[] arguments = [Path.Combine(Packages.Source, "removebg.mjs"), call, JsonSerializer.Serialize(options), .. picture is null ? (string[])[] : [picture]];
        var run = await Command.RunAsync("node", arguments, address.Environment, Patience, await Packages.GetFolderAsync());

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.All(address.Tunnels, tunnel => Assert.Equal($"{Host}:443", tunnel));
        Assert.NotEmpty(address.Tunnels);
        return JsonSerializer.Deserialize<JsonElement>(run.Output);
    }
}

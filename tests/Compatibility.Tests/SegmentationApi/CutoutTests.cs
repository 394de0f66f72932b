using System.Net;
using System.Text;
using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Cutouts through the whole stack.</summary>
public sealed class CutoutTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cutout_is_cropped_and_laid_on_an_uploaded_picture()
    {
        var photo = await stack.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);
        using var green = Image.Black(8, 8).NewFromImage(0, 200, 0).Copy(interpretation: Enums.Interpretation.Srgb);
        var background = await stack.Api.UploadAsync(green.PngsaveBuffer(), "image/png", Token);

        var ended = await RunAsync(new
        {
            type = "image",
            tasks = (string[])[photo],
            prompts = (string[])["boat"],
            cutout = new { crop = true, margin = "10px 20px", background = new { task = background }, format = "jpg" },
        });

        var mask = ended.GetProperty("result").GetProperty("manifest").GetProperty("items")[0].GetProperty("masks")[0];
        var key = mask.GetProperty("cutoutUrl").GetString()!;
        Assert.EndsWith(".jpg", key, StringComparison.Ordinal);
        var link = ended.GetProperty("result").GetProperty("assets").EnumerateArray().Single(asset => asset.GetProperty("key").GetString() == key).GetProperty("url").GetString()!;
        using var cutout = Image.JpegloadBuffer(await stack.Api.DownloadAsync(link, Token));
        var corner = cutout.Getpoint(3, 3);
        Assert.True(corner[1] > 180 && corner[0] < 20 && corner[2] < 20, string.Join(' ', corner));
        Assert.True(cutout.Width < 60 + mask.GetProperty("box")[2].GetInt32() + 60);
    }

    [Fact]
    public async Task A_background_that_is_no_picture_fails_the_job_with_a_sentence()
    {
        var photo = await stack.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);
        var background = await stack.Api.UploadAsync(BadPictures.Text, "image/png", Token);

        var ended = await RunAsync(new { type = "image", tasks = (string[])[photo], prompts = (string[])["boat"], cutout = new { background = new { task = background } } });

        Assert.Equal("failed", ended.GetProperty("status").GetString());
        Assert.StartsWith("The background cannot be used.", ended.GetProperty("tasks")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> RunAsync(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            Headers = { { "x-api-key", TestSetup.ApiKey }, { "Prefer", "wait" } },
        };
        return (await stack.Api.SendAsync(request, Token)).Expect(HttpStatusCode.OK).Body;
    }
}

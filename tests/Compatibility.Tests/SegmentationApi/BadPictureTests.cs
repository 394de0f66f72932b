using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

public sealed class BadPictureTests(SharedStack stack)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(20);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bad_pictures_fail_with_a_reason_and_the_good_one_beside_them_succeeds()
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var tasks = new[]
        {
            await stack.Api.UploadAsync(BadPictures.Text, "image/jpeg", Token),
            await stack.Api.UploadAsync(BadPictures.Truncated(photo), "image/jpeg", Token),
            await stack.Api.UploadAsync(BadPictures.PngBomb(), "image/png", Token),
            await stack.Api.UploadAsync(photo, "image/jpeg", Token),
        };
        var job = await stack.Api.WaitAsync(await stack.Api.CreateJobAsync(tasks, ["boat"], Token), AtOnce, null, Token);

        var states = job.Body.GetProperty("tasks").EnumerateArray().ToList();
        Assert.Equal("success", job.Text("status"));
        Assert.Equal(["failed", "failed", "failed", "success"], states.Select(task => task.GetProperty("status").GetString()));
        Assert.All(states[..3], task => Assert.NotEmpty(task.GetProperty("error").GetString()!));
        Assert.False(states[3].TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_job_whose_every_picture_fails_is_failed_and_has_no_result()
    {
        var task = await stack.Api.UploadAsync(BadPictures.Text, "image/jpeg", Token);
        var jobId = await stack.Api.CreateJobAsync([task], ["boat"], Token);

        Assert.Equal("failed", (await stack.Api.WaitAsync(jobId, AtOnce, null, Token)).Text("status"));
        Assert.Equal("409 job_not_downloadable", (await stack.Api.GetAsync($"v1/jobs/{jobId}/result", Token)).Error);
        Assert.Equal("409 job_not_downloadable", (await stack.Api.PostAsync($"v1/jobs/{jobId}/download", "{}", Token)).Error);
    }

    [Fact]
    public async Task A_word_outside_the_vocabulary_fails_its_picture_with_a_sentence_that_names_it()
    {
        var started = await stack.Api.StartAsync(1, ["unicorn"], Token);
        var job = await stack.Api.WaitAsync(started.JobId, AtOnce, null, Token);
        var error = TaskOf(job).GetProperty("error").GetString()!;

        Assert.Equal("failed", job.Text("status"));
        Assert.Contains("unicorn", error, StringComparison.Ordinal);
        Assert.Contains("Send each word by itself", error, StringComparison.Ordinal);
    }

    private static JsonElement TaskOf(Answer job) => Assert.Single(job.Body.GetProperty("tasks").EnumerateArray());
}

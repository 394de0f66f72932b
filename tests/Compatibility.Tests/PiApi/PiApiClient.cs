using System.Net;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.PiApi;

/// <summary>PiAPI's calls, made by one account.</summary>
internal sealed class PiApiClient(ApiUnderTest api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>A link to the sample photo.</returns>
    public async Task<string> UploadPhotoAsync(CancellationToken cancellationToken) =>
        (await api.PostAsync("api/ephemeral_resource", new { file_name = "a.jpg", file_data = await ReadPhotoAsync(cancellationToken) }, cancellationToken))
        .Expect(HttpStatusCode.OK).Body.GetProperty("data").GetProperty("url").GetString()!;

    /// <returns>The task as in the response.</returns>
    public async Task<JsonElement> CreateAsync(string image, string prompt, CancellationToken cancellationToken, object? config = null) =>
        (await api.PostAsync(
            "api/v1/task", new { model = "Qubico/image-toolkit", task_type = "segment", input = new { image, prompt }, config }, cancellationToken))
        .Expect(HttpStatusCode.OK).Body.GetProperty("data");

    public async Task<JsonElement> GetAsync(string taskId, CancellationToken cancellationToken) =>
        (await api.GetAsync($"api/v1/task/{taskId}", cancellationToken)).Expect(HttpStatusCode.OK).Body.GetProperty("data");

    public Task<Answer> CancelAsync(string taskId, CancellationToken cancellationToken) =>
        api.SendOwnAsync(HttpMethod.Delete, $"api/v1/task/{taskId}", null, cancellationToken);

    /// <summary>Polls until the task has one of these statuses.</summary>
    public async Task<JsonElement> WaitAsync(string taskId, CancellationToken cancellationToken, params string[] statuses)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var task = await GetAsync(taskId, cancellationToken);
            if (statuses.Contains(StatusOf(task)))
            {
                return task;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"The task hangs: {task}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public static string IdOf(JsonElement task) => task.GetProperty("task_id").GetString()!;

    public static string StatusOf(JsonElement task) => task.GetProperty("status").GetString()!;

    public static async Task<string> ReadPhotoAsync(CancellationToken cancellationToken) =>
        Convert.ToBase64String(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), cancellationToken));
}

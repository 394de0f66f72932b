using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.HitPaw;

/// <summary>HitPaw's calls with one key.</summary>
internal sealed class HitPawApi(ApiUnderTest api, string key)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public Task<Answer> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent(body), cancellationToken);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Apikey", key);
        return await api.SendAsync(request, cancellationToken);
    }

    /// <returns>The job's id.</returns>
    public async Task<string> CreateAsync(string fileUrl, CancellationToken cancellationToken) =>
        DataOf(await PostAsync("api/image-segmentation", new { file_url = fileUrl }, cancellationToken)).GetProperty("job_id").GetString()!;

    public async Task<JsonElement> GetAsync(string jobId, CancellationToken cancellationToken) =>
        DataOf(await PostAsync("api/task-status", new { job_id = jobId }, cancellationToken));

    /// <summary>Polls until the job has ended.</summary>
    public async Task<JsonElement> WaitAsync(string jobId, CancellationToken cancellationToken)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            var data = await GetAsync(jobId, cancellationToken);
            if (data.GetProperty("status").GetString() != "CONVERTING")
            {
                return data;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"The job hangs: {data}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <returns>The file's address.</returns>
    public async Task<string> UploadAsync(byte[] content, string fileName, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" }, { new ByteArrayContent(content), "file", fileName } };
        return DataOf(await SendAsync(HttpMethod.Post, "api/oss/upload", form, cancellationToken)).GetProperty("url").GetString()!;
    }

    /// <summary>Status and code of an error in the vendor's shape; fails if it is not one.</summary>
    public static string ErrorOf(Answer answer)
    {
        Assert.Equal(["code", "error_code", "message", "msg", "data", "detail"], answer.Body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(answer.Body.GetProperty("code").GetInt64(), answer.Body.GetProperty("error_code").GetInt64());
        Assert.NotEmpty(answer.Text("detail"));
        return $"{(int)answer.Status} {answer.Body.GetProperty("code")}";
    }

    private static ByteArrayContent JsonContent(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static JsonElement DataOf(Answer answer)
    {
        var body = answer.Expect(HttpStatusCode.OK).Body;
        Assert.Equal((200, "OK", "OK"), (body.GetProperty("code").GetInt32(), answer.Text("message"), answer.Text("msg")));
        return body.GetProperty("data");
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Apis.Cognite;
using SegFunctions.Apis.HitPaw;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.Own;
using SegFunctions.Apis.SegmentationApi;

namespace SegFunctions.Tests.Apis.Middleware;

public sealed class ApiSurfacesTests
{
    private static readonly ApiSurfaces Surfaces =
        new([new OwnSurface(null!), new SegmentationApiSurface(null!), new CogniteSurface(null!, null!), new HitPawSurface(null!)]);

    public static MatrixTheoryData<string, ApiErrorCode> Everywhere { get; } =
        new(["/v1/jobs", "/uploads/x", "/files/x", "/healthz", "/"], Enum.GetValues<ApiErrorCode>());

    public static TheoryData<ApiErrorCode> Codes { get; } = [.. Enum.GetValues<ApiErrorCode>()];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Every_error_has_a_status_a_code_and_a_sentence_in_every_shape(string path, ApiErrorCode code)
    {
        var (status, body) = await AnswerAsync(path, code);

        Assert.InRange(status, 400, 599);
        Assert.Equal(code == ApiErrorCode.Failed, status == 500);
        Assert.Equal(["error", "message"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal("Why.", body.GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_error_has_a_status_and_a_sentence_in_Cognites_shape(ApiErrorCode code)
    {
        var (status, body) = await AnswerAsync("/api/v1/projects/p/files", code);
        var error = body.GetProperty("error");

        Assert.InRange(status, 400, 599);
        Assert.Equal(code == ApiErrorCode.Failed, status == 500);
        Assert.Equal((status, "Why."), (error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()));
        Assert.Equal(code == ApiErrorCode.ItemsUnknown, error.TryGetProperty("missing", out _));
        Assert.Equal(code == ApiErrorCode.ItemsTaken, error.TryGetProperty("duplicated", out _));
    }

    [Fact]
    public async Task A_wrong_key_is_answered_in_the_vendors_words()
    {
        var (status, body) = await AnswerAsync("/v1/jobs", ApiErrorCode.Unauthorized);

        Assert.Equal((401, "Unauthorized"), (status, body.GetProperty("error").GetString()));
    }

    [Fact]
    public void The_vendors_shape_is_for_its_own_paths()
    {
        Assert.IsType<SegmentationApiSurface>(Surfaces.For("/v1/jobs"));
        Assert.IsType<SegmentationApiSurface>(Surfaces.For("/V1"));
        Assert.IsType<SegmentationApiSurface>(Surfaces.For("/outputs/a/b"));
        Assert.IsNotType<SegmentationApiSurface>(Surfaces.For("/v10/jobs"));
        Assert.IsType<HitPawSurface>(Surfaces.For("/api/task-status"));
    }

    [Fact]
    public void The_surface_with_the_longest_prefix_answers()
    {
        var (outer, inner) = (new Prefixed("/api", "/v9"), new Prefixed("/api/v1", ""));
        var surfaces = new ApiSurfaces([outer, inner]);

        Assert.Same(inner, surfaces.For("/api/v1/task"));
        Assert.Same(outer, surfaces.For("/api/v10"));
        Assert.Same(outer, surfaces.For("/v9"));
        Assert.Same(inner, surfaces.For("/"));
    }

    private static async Task<(int Status, JsonElement Body)> AnswerAsync(string path, ApiErrorCode code)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        await Surfaces.For(path).ToResult(new ApiError(code, "Why.")).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        using var body = await JsonDocument.ParseAsync(http.Response.Body, cancellationToken: TestContext.Current.CancellationToken);
        return (http.Response.StatusCode, body.RootElement.Clone());
    }

    private sealed class Prefixed(params string[] prefixes) : IApiSurface
    {
        public IReadOnlyList<string> PathPrefixes { get; } = prefixes;

        public Type ErrorBody => typeof(object);

        public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IResult ToResult(ApiError error) => throw new NotSupportedException();
    }
}

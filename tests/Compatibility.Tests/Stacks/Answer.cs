using System.Net;
using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The server's response.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON; undefined if there was none.</param>
/// <param name="Headers">The response's headers, by their names in lower case.</param>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Status and machine-readable code of an error in the contract's shape, such as <c>401 Unauthorized</c>; fails if it is not one.</summary>
    public string Error
    {
        get
        {
            Assert.Equal(["error", "message"], Body.EnumerateObject().Select(property => property.Name));
            Assert.NotEmpty(Body.GetProperty("message").GetString()!);
            return $"{(int)Status} {Body.GetProperty("error").GetString()}";
        }
    }

    public string Text(string property) => Body.GetProperty(property).GetString()!;

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Body}");
        return this;
    }
}

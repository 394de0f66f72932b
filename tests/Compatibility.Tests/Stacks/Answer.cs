using System.Net;
using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>What the server said.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON; undefined when there was none.</param>
/// <param name="Headers">The answer's, by their names in lower case.</param>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Status and machine code of an error in the contract's shape, as <c>401 Unauthorized</c>; fails when it is none.</summary>
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

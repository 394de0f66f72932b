using Microsoft.Extensions.Options;
using SegFunctions.Links;

namespace SegFunctions.Apis.OpenApi;

/// <summary>Tells a language model how to use the service, in the format of llmstxt.org.</summary>
public sealed class LlmsText(IOptions<LinkOptions> links)
{
    public string Write()
    {
        var server = links.Value.PublicBaseUrl!.AbsoluteUri.TrimEnd('/');
        return $"""
            # SegFunctions

            > Finds objects in pictures by words, points, boxes or as the picture's main subject, and returns masks, cut-outs, outlines and run lengths.

            Every call needs a key in the header `x-api-key`. Create a job with `POST {server}/v1/jobs`; with `Prefer: wait=30` the response contains the result.
            Coordinates of points and boxes are fractions of the picture's width and height, 0 to 1, from its top left corner. A body for a picture on the web:

                {"{"}"type": "image", "inputUrls": ["https://example.com/photo.jpg"], "prompts": ["boat"], "outputs": ["cutout", "rle"]{"}"}

            An error is {"{"}"error": code, "message": sentence{"}"}; the sentence names every fault of the request.

            ## Descriptions

            - [OpenAPI of every call]({server}/openapi.json)
            - [OpenAPI of jobs and uploads]({server}/openapi/segmentationapi.json)
            - [Known words]({server}/v1/words): what `prompts` may contain; needs the key

            ## Optional

            - [MCP]({server}/mcp): the tools segment, cut_out and job_status, if the server has enabled it
            - [Schema of a job's manifest]({server}/schemas/manifest.json)

            """;
    }
}

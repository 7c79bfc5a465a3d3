"""The face: HTTP for programs and pages for people, the same app in both homes. A home hands in its adapters."""

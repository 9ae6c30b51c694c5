// A classic script, so that it runs before the first paint: a chosen theme must not flash in the other one.
{
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
